using Xunit;
using YemotAi.Phone.Yemot.Answers;

namespace YemotAi.EndToEnd.Bench;

/// <summary>An answer as it came over HTTP.</summary>
internal sealed record LineAnswer(int Status, string? ContentType, byte[] Bytes)
{
    private const int LongestRefusal = 1024;

    public string Body => System.Text.Encoding.UTF8.GetString(Bytes);

    public static async Task<LineAnswer> ReadAsync(HttpResponseMessage response) => new(
        (int)response.StatusCode,
        response.Content.Headers.TryGetValues("Content-Type", out var type) ? type.Single() : null,
        await response.Content.ReadAsByteArrayAsync());

    /// <summary>Checks that Yemot can obey it, in every rule; gives its text.</summary>
    public string Obeyed()
    {
        Assert.Equal(200, Status);
        Assert.Equal("text/plain; charset=utf-8", ContentType);
        var read = YemotAnswerReader.Read(Status, ContentType, Bytes);
        Assert.True(read.Broken.Count == 0, $"{Body}\n{string.Join('\n', read.Broken)}");
        return Body;
    }

    /// <summary>
    /// Checks that it is a clear and short one to what is no request of Yemot's: an answer that Yemot can obey, or a
    /// refusal of the web server itself, which names the client's fault and not the server's.
    /// </summary>
    public void Refused()
    {
        if (Status == 200) Obeyed();
        else Assert.InRange(Status, 400, 499);
        Assert.InRange(Bytes.Length, 0, LongestRefusal);
    }
}
