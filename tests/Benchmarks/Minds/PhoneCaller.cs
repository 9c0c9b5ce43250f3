using System.Diagnostics;
using YemotAi.Phone.Yemot;
using YemotAi.Phone.Yemot.Answers;

namespace YemotAi.Benchmarks.Minds;

/// <summary>A call through a telephone system to the whole program.</summary>
internal sealed class PhoneCaller(YemotLine line, int number) : ICaller
{
    /// <summary>More "one moment" turns than an answer may need here.</summary>
    private const int MostWaits = 20;

    private readonly YemotCall _call = line.NewCall();
    private int _turn;

    public async Task<MeasuredTurn> TakeTurnAsync()
    {
        // The greeting is no turn of the model, so it is not in the time of one.
        if (_turn == 0) await _call.DialAsync();
        var asked = Script.NumberOf(number, _turn++);
        var started = Stopwatch.GetTimestamp();
        var turn = await _call.SayAsync(Script.Question(asked));
        var heard = turn.HeardText;
        for (var i = 0; i < MostWaits && _call.State == CallState.Asked && _call.Question is ReadKeysCommand; i++)
            heard += " " + (await _call.SilenceAsync()).HeardText;
        var took = Stopwatch.GetElapsedTime(started);
        return new(took, null, Script.IsRight(heard, asked) && !turn.NoAnswer ? null : "not the answer: " + heard);
    }

    public Task HangUpAsync() => _call.HangUpAsync();
}
