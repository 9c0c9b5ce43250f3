using System.Security.Cryptography;
using YemotAi.Phone.Yemot.Answers;

namespace YemotAi.Phone.Yemot;

/// <summary>
/// One call through a telephone system, as Yemot makes it: what the caller does goes in, what he hears comes out, and
/// the line gets exactly the requests that Yemot would send. One thing at a time; only hanging up may also come after
/// a cancelled wait.
/// </summary>
public sealed partial class YemotCall
{
    private const int UsualRecordingSeconds = 5;
    private readonly YemotLine _line;
    private readonly List<KeyValuePair<string, string>> _values = [];
    private readonly string _guid = Guid.NewGuid().ToString();
    private string _stayExtension;
    private string _pending = "";

    internal YemotCall(YemotLine line, string caller, string extension)
    {
        _line = line;
        Caller = caller;
        Extension = extension;
        _stayExtension = extension;
        CallId = Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(20));
    }

    /// <summary>The call's id, 40 hexadecimal digits, the same in all its requests.</summary>
    public string CallId { get; }

    /// <summary>The caller's number.</summary>
    public string Caller { get; }

    /// <summary>Where the caller is, without a leading slash; empty is the root.</summary>
    public string Extension { get; private set; }

    /// <summary>What the call is doing.</summary>
    public CallState State { get; private set; }

    /// <summary>What the line has asked; null when it waits for nothing.</summary>
    public ReadCommand? Question { get; private set; }

    /// <summary>Where in the question the caller is.</summary>
    public QuestionPhase Phase { get; private set; }

    /// <summary>The number to which the call was transferred; null when it was not.</summary>
    public string? TransferredTo { get; private set; }

    /// <summary>The values of this stay in the order in which they are sent, repeated names repeated.</summary>
    public IReadOnlyList<KeyValuePair<string, string>> Values => _values;

    /// <summary>The last request but hang-up notices, and its answer; null before the first.</summary>
    public YemotExchange? LastExchange { get; private set; }

    /// <summary>How many requests the call has sent, repeated ones counted once.</summary>
    public int Requests { get; private set; }

    /// <summary>Dials: enters the extension, which sends the first request.</summary>
    /// <param name="cancellation">Stops waiting for the line.</param>
    /// <returns>What the caller hears until something is wanted of him.</returns>
    /// <exception cref="InvalidOperationException">The call was dialled before.</exception>
    public async Task<YemotTurn> DialAsync(CancellationToken cancellation = default)
    {
        if (State != CallState.NotDialled) throw new InvalidOperationException("The call was dialled before.");
        var turn = new YemotTurn();
        BeginStay();
        await AskLineAsync(turn, cancellation);
        return turn;
    }

    /// <summary>
    /// Says words. A question that listens takes them; a recording is made of them; a letters' keyboard types them; to a
    /// question that waits for keys they are silence.
    /// </summary>
    /// <param name="words">The words as recognition would give them.</param>
    /// <param name="cancellation">Stops waiting for the line.</param>
    /// <exception cref="InvalidOperationException">Nothing is asked.</exception>
    public Task<YemotTurn> SayAsync(string words, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(words);
        RequireQuestion();
        var said = words.Trim();
        if (said.Length == 0 || Phase != QuestionPhase.Asking) return SilenceAsync(cancellation);
        switch (Question)
        {
            case ReadVoiceCommand:
                var turn = new YemotTurn();
                if (_line.Settings.ReadsBackWords) turn.Hear(Hearing.Echo(said));
                return SendValueAsync(turn, said, cancellation);
            case ReadRecordCommand:
                return RecordAsync(UsualRecordingSeconds, cancellation);
            case ReadKeysCommand keys when KeyEntry.TakesLetters(keys):
                return KeysAsync(said, cancellation);
            default:
                return SilenceAsync(cancellation);
        }
    }

    /// <summary>
    /// Presses keys: digits, <c>*</c> and <c>#</c>; with a letters' keyboard also the letters that come of them. When an
    /// entry is complete, further keys answer its confirmation; keys after that are dropped.
    /// </summary>
    /// <param name="keys">The keys; none is silence.</param>
    /// <param name="cancellation">Stops waiting for the line.</param>
    /// <exception cref="InvalidOperationException">Nothing is asked.</exception>
    /// <exception cref="ArgumentException">A telephone has no such key.</exception>
    public async Task<YemotTurn> KeysAsync(string keys, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(keys);
        RequireQuestion();
        if (keys.Length == 0) return await SilenceAsync(cancellation);
        var takesLetters = Question is ReadKeysCommand read && KeyEntry.TakesLetters(read);
        if (!takesLetters && !KeyEntry.AreKeys(keys)) throw new ArgumentException("A telephone has only the keys 0-9, * and #.", nameof(keys));

        var turn = new YemotTurn();
        string? value = null;
        while (keys.Length > 0 && value is null) (value, keys) = Press(turn, keys);
        turn.DroppedKeys = keys;
        return value is null ? turn : await SendValueAsync(turn, value, cancellation);
    }

    /// <summary>Stays silent until the question's wait has run out, as often as it is played.</summary>
    /// <param name="cancellation">Stops waiting for the line.</param>
    /// <exception cref="InvalidOperationException">Nothing is asked.</exception>
    public async Task<YemotTurn> SilenceAsync(CancellationToken cancellation = default)
    {
        RequireQuestion();
        if (_line.Settings.WaitsForSilence) await Task.Delay(SilenceOf(Question), _line.Time, cancellation);
        var turn = new YemotTurn();
        var value = (Phase, Question) switch
        {
            (QuestionPhase.Asking, ReadKeysCommand read) => StaySilent(turn, read),
            (QuestionPhase.Asking, ReadRecordCommand read) => Record(turn, read, read.MaxSeconds ?? UsualRecordingSeconds),
            (QuestionPhase.Asking, _) => "",
            _ => null,
        };
        if (Phase != QuestionPhase.Asking) HearMenu(turn);
        return value is null ? turn : await SendValueAsync(turn, value, cancellation);
    }

    /// <summary>Records for some seconds and ends with <c>#</c>; at any other question this is silence.</summary>
    /// <param name="seconds">The length of the recording.</param>
    /// <param name="cancellation">Stops waiting for the line.</param>
    /// <exception cref="InvalidOperationException">Nothing is asked.</exception>
    public async Task<YemotTurn> RecordAsync(int seconds = UsualRecordingSeconds, CancellationToken cancellation = default)
    {
        RequireQuestion();
        if (Question is not ReadRecordCommand read || Phase != QuestionPhase.Asking) return await SilenceAsync(cancellation);
        var turn = new YemotTurn();
        var value = Record(turn, read, seconds);
        if (Phase == QuestionPhase.RecordMenu) HearMenu(turn);
        return value is null ? turn : await SendValueAsync(turn, value, cancellation);
    }

    /// <summary>Sends the last request again, exactly as it was. Nothing changes for the caller.</summary>
    /// <param name="cancellation">Stops waiting for the line.</param>
    /// <returns>The last exchange with <see cref="YemotExchange.RepeatedAnswer"/> filled in.</returns>
    /// <exception cref="InvalidOperationException">There was no request.</exception>
    public async Task<YemotExchange> RepeatAsync(CancellationToken cancellation = default)
    {
        var last = LastExchange ?? throw new InvalidOperationException("There was no request to repeat.");
        var again = await _line.Sender.SendOnceAsync(last.Request, cancellation);
        return last with { RepeatedAnswer = again.Answer?.Text ?? "" };
    }

    /// <summary>Hangs up: the line gets a notice with everything collected so far, wherever the caller is. Does nothing when the call is over.</summary>
    /// <param name="cancellation">Stops waiting for the line.</param>
    /// <returns>The notice, whose answer nobody hears; null when none was sent.</returns>
    public async Task<YemotExchange?> HangUpAsync(CancellationToken cancellation = default)
    {
        if (State is CallState.NotDialled or CallState.Ended or CallState.HungUp) return null;
        Drop();
        return await SendNoticeAsync(cancellation);
    }

    /// <summary>The connection is lost: the call is over and the line is not told.</summary>
    public void Drop()
    {
        State = CallState.HungUp;
        Question = null;
    }

    private void RequireQuestion()
    {
        if (State != CallState.Asked) throw new InvalidOperationException($"The line asks nothing: the call is {State}.");
    }
}
