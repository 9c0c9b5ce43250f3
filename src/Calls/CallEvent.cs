using System.Text.Json.Serialization;

namespace YemotAi.Calls;

/// <summary>Something that happens to a call.</summary>
[JsonPolymorphic(TypeDiscriminatorPropertyName = "$e")]
[JsonDerivedType(typeof(CallTurn), "turn")]
[JsonDerivedType(typeof(CallHungUp), "hungup")]
[JsonDerivedType(typeof(ReplyWanted), "reply")]
public abstract record CallEvent;
