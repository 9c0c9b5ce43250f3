using YemotAi.Calls.Actors;
using YemotAi.Calls.Sound;

namespace YemotAi.Standalone.Engine;

/// <summary>The sound of an activation: what lines ask for becomes turns of the actor.</summary>
internal sealed partial class Activation<TEvent, TOutcome>
{
    private ActorSound? _sound;
    private volatile bool _soundIsOver;

    public IActorSound Sound => OwnSound;

    /// <summary>Made when it is first used: most actors have none.</summary>
    private ActorSound OwnSound => _sound ??= new ActorSound(_soundOptions);

    /// <summary>Queues the attaching of a line; null when this activation takes nothing more.</summary>
    public Task? TryAttach(EmbeddedLine line)
    {
        var turn = new Task(static s => ((Place)s!).Attach(), new Place(this, line));
        return Take(turn) ? turn : null;
    }

    /// <summary>The engine stops: the line that is attached ends, and none is attached any more.</summary>
    private void EndSound()
    {
        _soundIsOver = true;
        Take(new Task(
            static s =>
            {
                var self = (Activation<TEvent, TOutcome>)s!;
                self.InSoundTurn(static (self, _) => self._sound?.End(SoundEnd.Stopping), null);
            },
            this));
    }

    private void InSoundTurn(Action<Activation<TEvent, TOutcome>, EmbeddedLine?> work, EmbeddedLine? line)
    {
        try
        {
            work(this, line);
        }
        catch (Exception error)
        {
            LogSoundFailed(_log, error, Key.Kind);
        }
        finally
        {
            Finish();
        }
    }

    [LoggerMessage(13, LogLevel.Error, "An actor of kind {Kind} failed while it took sound.")]
    private static partial void LogSoundFailed(ILogger log, Exception error, string kind);

    /// <summary>This activation as the place of one line; made once for an attachment, so that a frame costs one task.</summary>
    private sealed class Place(Activation<TEvent, TOutcome> owner, EmbeddedLine line) : ISoundPlace
    {
        public bool TryHear() => owner.Take(new Task(static s => ((Place)s!).Hear(), this));

        public bool TryDetach() => owner.Take(new Task(static s => ((Place)s!).Detach(), this));

        public void Attach()
        {
            try
            {
                if (owner._broken is not null) throw owner._broken;
                if (owner._soundIsOver) throw new EngineStoppingException();
                owner.OwnSound.Attach(line, this, owner.KeepAlive);
            }
            finally
            {
                owner.Finish();
            }
        }

        private void Hear() => owner.InSoundTurn(
            static (self, line) =>
            {
                // What is in memory is not what is stored: the frames wait for the next activation.
                if (self._broken is null) self._sound?.Hear(line!);
            },
            line);

        private void Detach() => owner.InSoundTurn(static (self, line) => self._sound?.Detach(line!), line);
    }
}
