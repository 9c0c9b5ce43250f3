namespace YemotAi.Phone.Yemot;

/// <summary>What kind of sound a caller hears.</summary>
public enum HeardKind
{
    /// <summary>Words of the line: text, digits, numbers, letters, dates.</summary>
    Words,

    /// <summary>A sound file or music of the telephone system; its words are not known to the phone.</summary>
    Sound,

    /// <summary>A message of the telephone system itself.</summary>
    SystemMessage,

    /// <summary>What the caller said or keyed, played back to him.</summary>
    Echo,
}
