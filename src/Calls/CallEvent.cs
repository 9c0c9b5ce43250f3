using System.Text.Json.Serialization;
using YemotAi.Calls.Voice;

namespace YemotAi.Calls;

/// <summary>Something that happens to a call.</summary>
[JsonPolymorphic(TypeDiscriminatorPropertyName = "$e")]
[JsonDerivedType(typeof(CallTurn), "turn")]
[JsonDerivedType(typeof(CallHungUp), "hungup")]
[JsonDerivedType(typeof(ReplyWanted), "reply")]
[JsonDerivedType(typeof(LineRang), "rang")]
[JsonDerivedType(typeof(LineOpened), "opened")]
[JsonDerivedType(typeof(LineKeyed), "keyed")]
[JsonDerivedType(typeof(LineClosed), "closed")]
[JsonDerivedType(typeof(LineLeft), "next")]
[JsonDerivedType(typeof(LineRecorded), "recorded")]
public abstract record CallEvent;
