using YemotAi.Telephony.Yemot.Requests;
using YemotAi.Telephony.Yemot.Text;

namespace YemotAi.Telephony.Yemot;

/// <summary>Settings of the Yemot line. What is allowed is checked by <see cref="YemotOptionsValidator"/>.</summary>
public sealed class YemotOptions
{
    /// <summary>Name of the settings' section.</summary>
    public const string Section = "Yemot";

    /// <summary>
    /// The path that the extension's <c>api_link</c> ends with. Default <c>/yemot</c>. With a secret in the path, the
    /// link goes on with a slash and the secret.
    /// </summary>
    public string Path { get; set; } = "/yemot";

    /// <summary>
    /// Secrets of which a request must carry one. None: no secret is needed. Several: while a secret is changed, the old
    /// and the new are both right.
    /// </summary>
    public IList<string> Secrets { get; } = [];

    /// <summary>
    /// Name of the parameter that carries the secret, as in <c>api_add_0=secret=…</c>. Default <c>secret</c>. A question
    /// must not have this name.
    /// </summary>
    public string SecretParameter { get; set; } = "secret";

    /// <summary>
    /// Addresses (<c>192.0.2.7</c>, <c>2001:db8::7</c>) and ranges (<c>192.0.2.0/24</c>) from which requests are taken.
    /// None: from everywhere.
    /// </summary>
    public IList<string> AllowedAddresses { get; } = [];

    /// <summary>
    /// Language in which callers are understood, such as <c>he-IL</c> (the default); empty: the extension's own.
    /// </summary>
    public string Language { get; set; } = "he-IL";

    /// <summary>
    /// Most characters that are spoken in one answer. Default 800; see <see cref="YemotTextOptions.MaxCharacters"/>.
    /// </summary>
    public int MaxSpokenCharacters { get; set; } = 800;

    /// <summary>How large a request may be.</summary>
    public YemotRequestLimits Limits { get; set; } = new();
}
