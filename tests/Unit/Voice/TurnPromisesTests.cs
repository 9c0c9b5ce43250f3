using Xunit;
using YemotAi.Calls.Voice.Turns;

namespace YemotAi.Unit.Voice;

/// <summary>What the turn machine promises, over thousands of events in any order.</summary>
public sealed class TurnPromisesTests
{
    /// <summary>Whatever happens in whatever order, the machine keeps its promises.</summary>
    [Fact]
    public void In_any_order_of_events_the_promises_hold()
    {
        for (var seed = 0; seed < 400; seed++)
        {
            var random = new Random(seed);
            var state = TurnState.Opened(TimeSpan.Zero, new TurnOptions());
            var options = new TurnOptions();
            var todo = new List<TurnAction>();
            var (now, open, paused, submitted, quiet) = (TimeSpan.Zero, false, false, 0, 0);
            var voice = false;
            for (var i = 0; i < 3000; i++)
            {
                now += TimeSpan.FromMilliseconds(20);
                if (random.Next(25) == 0) voice = !voice;
                var happened = random.Next(60) switch
                {
                    0 => TurnEvent.Recognised(state.Recognised + 1, random.Next(3) == 0 ? null : "מילים של מתקשר"),
                    1 => TurnEvent.ReplyReady(state.Turn - random.Next(2)),
                    2 => TurnEvent.Keyed("0123456789*#"[random.Next(12)]),
                    3 when state is { Phase: TurnPhase.Speaking, IsPaused: false } => TurnEvent.SpeechEnded(new TurnListening()),
                    4 => TurnEvent.ReplyEmpty(state.Turn, new TurnListening { ExpectsAnswer = false }),
                    _ => TurnEvent.Frame(voice, voice && random.Next(2) == 0, TimeSpan.FromSeconds(2)),
                };
                state = TurnMachine.Next(state, happened, now, options, todo);
                foreach (var action in todo)
                {
                    switch (action.Kind)
                    {
                        case TurnActionKind.OpenSegment:
                            Assert.False(open, $"seed {seed}: a segment was opened twice");
                            open = true;
                            break;
                        case TurnActionKind.CloseSegment or TurnActionKind.DropSegment:
                            Assert.True(open, $"seed {seed}: a segment was ended that is not open");
                            open = false;
                            break;
                        case TurnActionKind.PauseSpeech:
                            Assert.False(paused);
                            paused = true;
                            break;
                        case TurnActionKind.ResumeSpeech:
                            Assert.True(paused);
                            paused = false;
                            break;
                        case TurnActionKind.StopSpeech or TurnActionKind.StartSpeech:
                            paused = false;
                            break;
                        case TurnActionKind.SubmitWords or TurnActionKind.SubmitKeys or TurnActionKind.SubmitSilence or TurnActionKind.SubmitUnclear:
                            Assert.Equal(submitted + 1, action.Number);
                            submitted = action.Number;
                            open = false;
                            break;
                    }
                }

                quiet = todo.Count > 0 || voice || state.Phase == TurnPhase.Speaking || state.Recognised < state.Closed ? 0 : quiet + 1;
                // Dead air: nobody speaks, nobody is recognised, and nothing happens for seven seconds.
                Assert.True(quiet < 350, $"seed {seed}: the line was dead in {state}");
                todo.Clear();
            }

            Assert.True(submitted > 3, $"seed {seed}: {submitted} turns, {state}");
        }
    }
}
