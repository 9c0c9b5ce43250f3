using System.Globalization;
using YemotAi.Phone.Yemot.Answers;

namespace YemotAi.Phone.Yemot;

/// <content>The dialogue with the line: requests, and obeying their answers.</content>
public sealed partial class YemotCall
{
    private enum Next
    {
        Wait,
        AskAgain,
        Over,
    }

    private void BeginStay()
    {
        _stayExtension = Extension;
        _values.Clear();
        _values.AddRange(_line.Settings.FirstValues);
    }

    private Task<YemotTurn> SendValueAsync(YemotTurn turn, string value, CancellationToken cancellation)
    {
        _values.Add(new(Question!.Name, value));
        return AskLineAsync(turn, cancellation);
    }

    private async Task<YemotTurn> AskLineAsync(YemotTurn turn, CancellationToken cancellation)
    {
        Question = null;
        _pending = "";
        Phase = QuestionPhase.Asking;
        State = CallState.Waiting;
        for (var asked = 0; ; asked++)
        {
            if (asked == _line.Settings.MostRequestsWithoutInput)
            {
                turn.Break(YemotRules.EndlessLoop, 0, LastExchange?.Answer?.Text ?? "");
                GiveUp(turn);
                break;
            }
            Requests++;
            var exchange = await _line.Sender.SendAsync(Request(CallParameters(), _line.Settings.Url), cancellation);
            LastExchange = exchange;
            turn.Add(exchange);
            if (exchange.IsFailed)
            {
                GiveUp(turn);
                break;
            }
            if (Obey(turn, exchange.Answer!.Commands) != Next.AskAgain) break;
        }
        if (State == CallState.Ended && _line.Settings.SendsHangupAfterDisconnect) await SendNoticeAsync(cancellation);
        return turn;
    }

    private Next Obey(YemotTurn turn, IReadOnlyList<YemotCommand> commands)
    {
        foreach (var command in commands)
        {
            switch (command)
            {
                case IdListMessageCommand list:
                    turn.Hear(list.Items);
                    if (MoveOf(list.Items) is { } move) return GoTo(move);
                    break;
                case MusicOnHoldCommand music:
                    turn.Hear(Hearing.Sound(music.Seconds is { } s ? $"music {music.Name}, {s} s" : $"music {music.Name}"));
                    break;
                case ReadCommand read:
                    return Ask(turn, read);
                case GoToFolderCommand go:
                    return GoTo(go.Target);
                case GoToFolderAndPlayCommand go:
                    turn.Hear(Hearing.Sound($"file {go.File} from {go.OffsetMilliseconds} ms"));
                    return GoTo(go.Target);
                case RoutingYemotCommand routing:
                    return Transfer(routing.Number);
                case RoutingCommand routing:
                    return Transfer(string.Join('.', routing.Phones));
                case CreditCardCommand charge:
                    _values.Add(new("CreditCard_CODE", _line.Settings.CreditCardCode));
                    if (charge.SendsAll) _values.Add(new("CreditCard_All", _line.Settings.CreditCardCode));
                    return Next.AskAgain;
                case BareAnswerCommand bare:
                    turn.Hear(Hearing.Sound($"file {bare.Word}"));
                    break;
                default:
                    break;
            }
        }
        return LeaveDialogue();
    }

    private Next Ask(YemotTurn turn, ReadCommand read)
    {
        var exists = _values.Concat(_line.Settings.Added).Any(v => v.Key == read.Name);
        if (exists && read.Reuses) return Next.AskAgain;
        if (exists) turn.Break(YemotRules.NewName, read.Position, read.Name);
        turn.Hear(read.Items);
        if (MoveOf(read.Items) is { } move) return GoTo(move);
        if (read is ReadKeysCommand { Playback: KeyPlayback.GetMail } && _line.Settings.CallerMail.Length > 0)
        {
            _values.Add(new(read.Name, _line.Settings.CallerMail));
            return Next.AskAgain;
        }
        if (read is ReadRecordCommand) HearRecordingStart(turn);
        Question = read;
        State = CallState.Asked;
        return Next.Wait;
    }

    private static string? MoveOf(IReadOnlyList<PromptItem> items) =>
        items is [.., { Kind: PromptItemKind.Move } move] ? move.Content : null;

    private Next Transfer(string number)
    {
        TransferredTo = number;
        State = CallState.Transferred;
        return Next.Over;
    }

    /// <summary>The line moves the caller.</summary>
    private Next GoTo(string target)
    {
        if (target == "hangup")
        {
            State = CallState.Ended;
            return Next.Over;
        }
        Extension = Resolve(Extension, target);
        return Arrive(_line.Settings.Extensions is null);
    }

    /// <summary>The dialogue is over without a move: on to where the extension's settings say.</summary>
    private Next LeaveDialogue()
    {
        if (_line.Settings.EndGoTo == "hangup") return GoTo("hangup");
        Extension = Resolve(Extension, _line.Settings.EndGoTo ?? "..");
        return Arrive(_line.Settings.Extensions is null && _line.Settings.EndGoTo is not null);
    }

    /// <summary>An extension that leads to the same line is a new stay with fresh values.</summary>
    private Next Arrive(bool leadsToLine)
    {
        if (leadsToLine || _line.Settings.Extensions?.Contains(Extension) == true)
        {
            BeginStay();
            return Next.AskAgain;
        }
        State = CallState.Left;
        return Next.Over;
    }

    /// <summary>No answer, or one that Yemot rejects: the caller hears so and leaves the extension.</summary>
    private void GiveUp(YemotTurn turn)
    {
        turn.Hear(Hearing.SystemMessage("1607"));
        if (_line.Settings.EndGoTo == "hangup") State = CallState.Ended;
        else
        {
            Extension = Resolve(Extension, _line.Settings.EndGoTo ?? "..");
            State = CallState.Left;
        }
    }

    private static string Resolve(string from, string target)
    {
        var path = new List<string>();
        if (!target.StartsWith('/')) path.AddRange(from.Split('/', StringSplitOptions.RemoveEmptyEntries));
        foreach (var part in target.Split('/', StringSplitOptions.RemoveEmptyEntries))
        {
            if (part != "..") path.Add(part);
            else if (path.Count > 0) path.RemoveAt(path.Count - 1);
        }
        return string.Join('/', path);
    }

    private async Task<YemotExchange?> SendNoticeAsync(CancellationToken cancellation)
    {
        var settings = _line.Settings;
        if (!settings.SendsHangup) return null;
        var parameters = CallParameters();
        parameters.Add(new("hangup", "yes"));
        parameters.Add(new("ApiHangupExtension", "/" + Extension));
        return await _line.Sender.SendAsync(Request(parameters, settings.HangupUrl ?? settings.Url), cancellation);
    }

    private YemotRequest Request(List<KeyValuePair<string, string>> parameters, Uri url) =>
        YemotRequest.Create(url, parameters, _line.Settings.Post, _line.Settings.SpaceAsPlus);

    private List<KeyValuePair<string, string>> CallParameters()
    {
        var settings = _line.Settings;
        var parameters = new List<KeyValuePair<string, string>>(9 + settings.Added.Count + _values.Count + 2);
        Add("ApiCallId", CallId);
        Add("ApiYFCallId", _guid);
        Add("ApiPhone", Caller);
        Add("ApiDID", settings.Did);
        Add("ApiRealDID", settings.RealDid ?? settings.Did);
        Add("ApiExtension", _stayExtension);
        if (settings.Login.Length > 0) Add("ApiEnterID", settings.Login);
        if (settings.LoginName.Length > 0) Add("ApiEnterIDName", settings.LoginName);
        Add("ApiTime", _line.Time.GetUtcNow().ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture));
        parameters.AddRange(settings.Added);
        parameters.AddRange(_values);
        return parameters;

        void Add(string name, string value)
        {
            if (!settings.NotSent.Contains(name)) parameters.Add(new(name, value));
        }
    }
}
