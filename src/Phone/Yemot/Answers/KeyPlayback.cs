namespace YemotAi.Phone.Yemot.Answers;

/// <summary>How keyed entries are played back, and by which keyboard they are made (field 6 of a keys read).</summary>
public enum KeyPlayback
{
    /// <summary>Not played back.</summary>
    No,

    /// <summary>As a number.</summary>
    Number,

    /// <summary>Digit by digit.</summary>
    Digits,

    /// <summary>As a price; <c>*</c> becomes the point.</summary>
    Price,

    /// <summary>Four digits as a time; the value is <c>10-10</c>.</summary>
    Time,

    /// <summary>Eight digits as a date; the value is <c>01-01-2026</c>.</summary>
    Date,

    /// <summary>Eight digits as a Hebrew date.</summary>
    HebrewDate,

    /// <summary>An Israeli identity number, 8 or 9 digits.</summary>
    TeudatZehut,

    /// <summary>A telephone number, 9 or 10 digits.</summary>
    Phone,

    /// <summary>As letters.</summary>
    Alpha,

    /// <summary>The Hebrew letters' keyboard.</summary>
    HebrewKeyboard,

    /// <summary>The English letters' keyboard.</summary>
    EnglishKeyboard,

    /// <summary>The e-mail keyboard.</summary>
    EmailKeyboard,

    /// <summary>The digits' keyboard; least and most have no effect.</summary>
    DigitsKeyboard,

    /// <summary>The e-mail address that is known for the caller's number.</summary>
    GetMail,

    /// <summary>As a file of that name.</summary>
    File,

    /// <summary>As text by a voice.</summary>
    Tts,
}
