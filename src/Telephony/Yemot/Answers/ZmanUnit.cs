namespace YemotAi.Telephony.Yemot.Answers;

/// <summary>The units by which a <see cref="ZmanTime"/> is moved.</summary>
public enum ZmanUnit
{
    /// <summary><c>Y</c>.</summary>
    Years,

    /// <summary><c>M</c>.</summary>
    Months,

    /// <summary><c>D</c>.</summary>
    Days,

    /// <summary><c>H</c>.</summary>
    Hours,

    /// <summary><c>m</c>.</summary>
    Minutes,

    /// <summary><c>S</c>.</summary>
    Seconds,

    /// <summary><c>s</c>.</summary>
    Milliseconds,
}
