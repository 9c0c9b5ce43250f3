using System.Net.WebSockets;
using YemotAi.Calls.Actors;

namespace YemotAi.Telephony.Twilio.Media;

/// <summary>What a media socket does with each message.</summary>
internal sealed partial class MediaSocket
{
    /// <summary>Most of them are sound, and cost no memory.</summary>
    private ValueTask TakeAsync(in StreamMessage message)
    {
        if (message.Problem != MediaProblem.None)
        {
            Note(message.Problem);
            return ValueTask.CompletedTask;
        }

        CheckSequence(message.Sequence);
        if (message.Event == StreamEvent.Start) return new ValueTask(StartAsync(message.Start!));
        if (message.Event != StreamEvent.Connected) Take(message);
        return ValueTask.CompletedTask;
    }

    private void Take(in StreamMessage message)
    {
        if (_start is null || _line is null)
        {
            Note(MediaProblem.OutOfPlace);
            return;
        }

        switch (message.Event)
        {
            case StreamEvent.Media:
                var before = _caller.Frames;
                Note(_caller.Take(message.Chunk, message.Timestamp, _reader.Sound[..message.SoundBytes]));
                MediaMetrics.In.Add(_caller.Frames - before);
                break;
            case StreamEvent.Mark:
                var problem = _speech.Take(message.Mark, out var played);
                Note(problem);
                if (problem == MediaProblem.None) _line.Played(played);
                EndIfPlayedOut();
                break;
            case StreamEvent.Dtmf:
                if (!_keys.TryAdd(message.Digit, message.Sequence)) Note(MediaProblem.TooManyKeys);
                break;
            case StreamEvent.Stop:
                LogStopped(_log, _start.StreamSid, _start.CallSid);
                BeginEnd(MediaEnd.Stopped, WebSocketCloseStatus.NormalClosure);
                break;
        }
    }

    private async Task StartAsync(StreamStart start)
    {
        if (_start is { } present)
        {
            Note(MediaProblem.StartedAgain);
            if ((present.StreamSid, present.CallSid) != (start.StreamSid, start.CallSid))
                BeginEnd(MediaEnd.Broken, WebSocketCloseStatus.PolicyViolation);
            return;
        }

        var opening = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        lock (_gate)
        {
            if (_ending is not null) return;
            _opening = opening;
        }

        // The call's own limit holds from here.
        Wait(_options.OpenLimit + _options.SilenceLimit);
        try
        {
            await OpenAsync(start);
        }
        catch (EngineStoppingException)
        {
            BeginEnd(MediaEnd.Stopping, WebSocketCloseStatus.EndpointUnavailable);
        }
        catch (Exception error)
        {
            LogFailed(_log, error);
            BeginEnd(MediaEnd.Failed, WebSocketCloseStatus.InternalServerError);
        }
        finally
        {
            opening.SetResult();
        }
    }

    private async Task OpenAsync(StreamStart start)
    {
        using var limit = new CancellationTokenSource(_options.OpenLimit, _time);
        var admission = await _calls.OpenAsync(start, limit.Token).AsTask().WaitAsync(limit.Token);
        _start = start;
        if (admission.Call is not { } call)
        {
            LogRefused(_log, start.StreamSid, start.CallSid, admission.Refusal ?? "no reason");
            BeginEnd(MediaEnd.Broken, WebSocketCloseStatus.PolicyViolation);
            return;
        }

        _call = call;
        MediaMetrics.Active.Add(1);
        LogStarted(_log, start.StreamSid, start.CallSid);
        _reader.Expect(start);
        _keys.Begin(call, start.StreamSid);
        _sender.Begin(new StreamMessageWriter(start.StreamSid));
        _line = await _sound.AttachAsync(call, this, limit.Token);
        Wait(_options.SilenceLimit);
    }

    /// <summary>Numbers count every message but the first; one that is missing or comes again is only counted.</summary>
    private void CheckSequence(long sequence)
    {
        if (sequence == 0) return;
        if (_sequence != 0 && sequence != _sequence + 1) Note(MediaProblem.OutOfSequence);
        _sequence = Math.Max(_sequence, sequence);
    }

    private void Note(MediaProblem problem)
    {
        if (problem == MediaProblem.None) return;
        MediaMetrics.Problem(problem);
        LogProblem(_log, problem);

        // What a network or a later protocol may do to a stream is no reason to end it.
        if (problem is MediaProblem.UnknownEvent or MediaProblem.OutOfSequence or MediaProblem.LateSound or MediaProblem.MissingSound
            or MediaProblem.TooManyKeys) return;
        if (++_problems <= _options.MaxProblems) return;
        BeginEnd(
            MediaEnd.Broken,
            problem == MediaProblem.NotJson ? WebSocketCloseStatus.InvalidPayloadData : WebSocketCloseStatus.PolicyViolation);
    }
}
