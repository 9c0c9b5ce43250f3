using System.Globalization;
using System.Text.RegularExpressions;
using YemotAi.Calls.Minds;

namespace YemotAi.Benchmarks.Minds;

/// <summary>What callers and models say. Every turn has a number, so that each answer can be checked.</summary>
internal static partial class Script
{
    /// <summary>Exchanges that a conversation has before its first turn here.</summary>
    public static IReadOnlyList<Exchange> Earlier { get; } =
    [
        new("שלום, אתם פתוחים היום?", "שלום! כן, היום אנחנו פתוחים מתשע בבוקר ועד שבע בערב. במה אפשר לעזור?"),
        new("כמה עולה תספורת לאישה?", "תספורת לאישה עולה מאה ועשרים שקלים, והיא כוללת חפיפה. התספורת נמשכת כשלושת רבעי שעה."),
        new("ואיפה אתם נמצאים בדיוק?", "אנחנו ברחוב עמק רפאים בירושלים, בקומת הקרקע, ליד בית הדואר. יש חניון ברחוב הסמוך."),
        new("אפשר להגיע באוטובוס?", "בהחלט. קווים ארבע ושמונה עשרה עוצרים בפינת רחל אמנו, ומשם יש שתי דקות הליכה."),
    ];

    /// <summary>The number of a conversation's turn.</summary>
    public static int NumberOf(int conversation, int turn) => 3000 + (conversation * 100) + turn;

    /// <summary>What the caller says in a turn.</summary>
    public static string Question(int number) => string.Create(
        CultureInfo.InvariantCulture, $"זו שאלה {number} בבקשה: כמה עולה צבע לשיער ארוך, ואפשר לבוא אחרי הצהריים?");

    /// <summary>What the model says.</summary>
    public static string Answer(int number) => string.Create(
        CultureInfo.InvariantCulture,
        $"זו תשובה {number}. צבע לשיער ארוך עולה שלוש מאות וחמישים שקלים ונמשך בערך שעתיים. אחר הצהריים אפשר לבוא בכל יום מלבד שישי. תרצו לדעת עוד משהו?");

    /// <summary>Whether an answer is that of the turn.</summary>
    public static bool IsRight(string answer, int number) =>
        answer.Contains(string.Create(CultureInfo.InvariantCulture, $"תשובה {number}"), StringComparison.Ordinal);

    /// <summary>The number of the question that was asked last.</summary>
    public static int NumberIn(string said) => Asked().Matches(said) is [.., var last]
        ? int.Parse(last.Groups[1].ValueSpan, CultureInfo.InvariantCulture)
        : 0;

    /// <summary>Whether a model that was told this knows the answer of the turn before.</summary>
    public static bool Remembers(string told, int number) => number % 100 == 0 || IsRight(told, number - 1);

    [GeneratedRegex("שאלה ([0-9]+)")]
    private static partial Regex Asked();
}
