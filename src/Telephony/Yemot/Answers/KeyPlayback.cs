namespace YemotAi.Telephony.Yemot.Answers;

/// <summary>
/// How keys are taken and read back to the caller. The names are the wire's own (values 6 of a keys question).
/// </summary>
public enum KeyPlayback
{
    /// <summary>Not read back.</summary>
    No,

    /// <summary>As a number.</summary>
    Number,

    /// <summary>Digit by digit.</summary>
    Digits,

    /// <summary>As a sum; <c>*</c> comes as a dot in the value, <c>53.23</c>.</summary>
    Price,

    /// <summary>As a time, four keys; comes formatted, <c>10-10</c>.</summary>
    Time,

    /// <summary>As a date, eight keys; comes formatted, <c>01-01-2026</c>.</summary>
    Date,

    /// <summary>As a Hebrew date, eight keys.</summary>
    HebrewDate,

    /// <summary>An Israeli identity number, eight or nine keys.</summary>
    TeudatZehut,

    /// <summary>An Israeli telephone number, nine or ten keys.</summary>
    Phone,

    /// <summary>English letters.</summary>
    Alpha,

    /// <summary>Hebrew letters by repeated keys.</summary>
    HebrewKeyboard,

    /// <summary>English letters by repeated keys.</summary>
    EnglishKeyboard,

    /// <summary>An e-mail address by repeated keys.</summary>
    EmailKeyboard,

    /// <summary>Digits by the same keyboard; least and most digits have no effect.</summary>
    DigitsKeyboard,

    /// <summary>The e-mail address that Yemot knows for the caller's number.</summary>
    GetMail,

    /// <summary>As a file of that name.</summary>
    File,

    /// <summary>By speech synthesis.</summary>
    TTS,
}
