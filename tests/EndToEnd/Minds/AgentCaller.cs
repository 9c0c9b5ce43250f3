using YemotAi.Phone.Yemot;
using YemotAi.Phone.Yemot.Answers;

namespace YemotAi.EndToEnd.Minds;

/// <summary>A caller who talks with the agent and waits through its "one moment".</summary>
internal sealed class AgentCaller(YemotCall call)
{
    /// <summary>More "one moment" turns than any agent may need.</summary>
    private const int MostWaits = 40;

    /// <summary>What was heard in each turn, the "one moment" turns among them.</summary>
    public List<string> Heard { get; } = [];

    /// <summary>The call at the telephone system.</summary>
    public YemotCall Call => call;

    /// <summary>Dials; gives what is heard.</summary>
    public async Task<string> DialAsync(CancellationToken cancellation) => Take(await call.DialAsync(cancellation));

    /// <summary>Says something and waits for the agent's answer; gives all that is heard.</summary>
    public async Task<string> SayAsync(string words, CancellationToken cancellation)
    {
        var heard = Take(await call.SayAsync(words, cancellation));
        for (var i = 0; i < MostWaits && call.State == CallState.Asked && call.Question is ReadKeysCommand; i++)
            heard += " " + Take(await call.SilenceAsync(cancellation));
        return heard;
    }

    private string Take(YemotTurn turn)
    {
        if (turn.NoAnswer || turn.Broken.Count > 0) throw new InvalidOperationException($"The line gave no right answer: {string.Join('\n', turn.Broken)}");
        Heard.Add(turn.HeardText);
        return turn.HeardText;
    }
}
