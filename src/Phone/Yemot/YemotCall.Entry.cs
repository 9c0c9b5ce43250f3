using YemotAi.Phone.Yemot.Answers;

namespace YemotAi.Phone.Yemot;

/// <content>What the telephone system does with a caller's entry before the line hears of it.</content>
public sealed partial class YemotCall
{
    /// <summary>Uses up some of the keys: the value, once the entry is complete, and the keys that are left.</summary>
    private (string? Value, string Remaining) Press(YemotTurn turn, string keys)
    {
        switch (Phase, Question)
        {
            case (QuestionPhase.Confirming, _):
                return (Confirm(turn, keys[0]), keys[1..]);
            case (QuestionPhase.RecordMenu, _):
                return (ChooseRecording(turn, keys[0]), keys[1..]);
            case (_, ReadKeysCommand read):
                var entry = KeyEntry.Take(read, keys, out var taken);
                return (Enter(turn, read, entry), keys[taken..]);
            case (_, ReadRecordCommand read):
                var end = keys.IndexOf('#');
                var path = Record(turn, read, UsualRecordingSeconds);
                if (Phase == QuestionPhase.RecordMenu) HearMenu(turn);
                return (path, end < 0 ? "" : keys[(end + 1)..]);
            case (_, ReadVoiceCommand { AllowsKeys: true } read):
                return EnterInsteadOfSpeech(read, keys);
            default:
                return ("", "");
        }
    }

    private string? Enter(YemotTurn turn, ReadKeysCommand read, string entry)
    {
        var (value, refusal) = KeyEntry.Judge(read, entry);
        if (refusal is not null)
        {
            turn.Hear(Hearing.SystemMessage(refusal));
            turn.Hear(read.Items);
            return null;
        }
        if (entry.Length == 0 || value is null) return value;
        if (read.Playback != KeyPlayback.No) turn.Hear(Hearing.Echo(value));
        if (!read.AsksConfirmation) return value;
        _pending = value;
        Phase = QuestionPhase.Confirming;
        HearMenu(turn);
        return null;
    }

    private string? StaySilent(YemotTurn turn, ReadKeysCommand read)
    {
        for (var played = 1; played < read.TimesPlayed; played++) turn.Hear(read.Items);
        return Enter(turn, read, "");
    }

    /// <summary>Keys at a question that listens come in the same value, marked as digits.</summary>
    private static (string Value, string Remaining) EnterInsteadOfSpeech(ReadVoiceCommand read, string keys)
    {
        var end = keys.IndexOf('#');
        var digits = end < 0 ? keys : keys[..end];
        if (digits.Length > read.MaxDigits) (end, digits) = (read.MaxDigits.Value - 1, digits[..read.MaxDigits.Value]);
        var rest = end < 0 ? "" : keys[(end + 1)..];
        return (digits.Length == 0 ? "" : "Digits-" + digits, rest);
    }

    private string? Confirm(YemotTurn turn, char key)
    {
        if (key == '1') return _pending;
        if (key == '2')
        {
            Phase = QuestionPhase.Asking;
            turn.Hear(Question!.Items);
        }
        else
        {
            HearMenu(turn);
        }
        return null;
    }

    private string? ChooseRecording(YemotTurn turn, char key)
    {
        switch (key)
        {
            case '2' or '#':
                return _pending;
            case '3' or '4':
                Phase = QuestionPhase.Asking;
                HearRecordingStart(turn);
                return null;
            default:
                if (key == '1') turn.Hear(Hearing.Sound("your recording"));
                HearMenu(turn);
                return null;
        }
    }

    /// <summary>The recording's path, once it needs no confirmation.</summary>
    private string? Record(YemotTurn turn, ReadRecordCommand read, int seconds)
    {
        if (seconds < read.MinSeconds)
        {
            turn.Hear(Hearing.SystemMessage("1305"));
            HearRecordingStart(turn);
            return null;
        }
        if (_pending.Length == 0)
        {
            var folder = read.Folder.Length > 0 ? read.Folder : _line.Settings.ApiDir;
            _pending = _line.NextRecording(folder.Length > 0 ? folder : "/" + Extension, read.File);
        }
        if (!read.AsksConfirmation) return _pending;
        Phase = QuestionPhase.RecordMenu;
        return null;
    }

    private static void HearRecordingStart(YemotTurn turn)
    {
        turn.Hear(Hearing.SystemMessage("1012"));
        turn.Hear(Hearing.Sound("beep"));
    }

    private void HearMenu(YemotTurn turn) =>
        turn.Hear(Hearing.SystemMessage(Phase == QuestionPhase.Confirming ? "1353" : "3345"));

    private static TimeSpan SilenceOf(ReadCommand? read) => TimeSpan.FromSeconds(read switch
    {
        ReadKeysCommand keys => (long)keys.Seconds * keys.TimesPlayed,
        ReadVoiceCommand voice => voice.SilenceSeconds ?? UsualRecordingSeconds,
        ReadRecordCommand record => record.MaxSeconds ?? UsualRecordingSeconds,
        _ => 0,
    });
}
