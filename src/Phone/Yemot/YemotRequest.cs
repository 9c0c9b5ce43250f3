using System.Net.Http.Headers;
using System.Text;

namespace YemotAi.Phone.Yemot;

/// <summary>One request of a telephone system to a line, exactly as it is sent.</summary>
public sealed record YemotRequest
{
    /// <summary>The user agent of Yemot's API module.</summary>
    public const string UserAgent = "yemot-core-api/1.0";

    /// <summary>The address, in a GET with all the parameters.</summary>
    public required Uri Address { get; init; }

    /// <summary>The form of a POST, encoded; null in a GET.</summary>
    public string? Form { get; init; }

    /// <summary>The parameters in the order in which they are sent, repeated ones repeated.</summary>
    public required IReadOnlyList<KeyValuePair<string, string>> Parameters { get; init; }

    /// <summary>Puts a request together.</summary>
    /// <param name="link">The line's address. A GET appends <c>?</c> to it even where there is one, as Yemot does.</param>
    /// <param name="parameters">The parameters in order.</param>
    /// <param name="post">Whether it is a POST.</param>
    /// <param name="spaceAsPlus">Whether a space is sent as <c>+</c>.</param>
    public static YemotRequest Create(
        Uri link, IReadOnlyList<KeyValuePair<string, string>> parameters, bool post, bool spaceAsPlus)
    {
        ArgumentNullException.ThrowIfNull(link);
        ArgumentNullException.ThrowIfNull(parameters);
        var encoded = new StringBuilder();
        foreach (var (name, value) in parameters)
        {
            if (encoded.Length > 0) encoded.Append('&');
            encoded.Append(Encode(name)).Append('=').Append(Encode(value));
        }
        var address = post ? link : new Uri($"{link.AbsoluteUri}?{encoded}");
        return new YemotRequest { Address = address, Form = post ? encoded.ToString() : null, Parameters = parameters };

        string Encode(string text)
        {
            var escaped = Uri.EscapeDataString(text);
            return spaceAsPlus ? escaped.Replace("%20", "+", StringComparison.Ordinal) : escaped;
        }
    }

    /// <summary>The HTTP message; a new one each time, since a message can be sent only once.</summary>
    public HttpRequestMessage ToMessage()
    {
        var message = new HttpRequestMessage(Form is null ? HttpMethod.Get : HttpMethod.Post, Address);
        message.Headers.TryAddWithoutValidation("User-Agent", UserAgent);
        if (Form is not null) message.Content = new StringContent(Form, Encoding.UTF8, new MediaTypeHeaderValue("application/x-www-form-urlencoded"));
        return message;
    }
}
