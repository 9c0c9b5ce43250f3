using Microsoft.Extensions.Logging;
using YemotAi.Calls.Sound;

namespace YemotAi.Grains.Interfaces.Sound;

/// <summary>A receiver that may fail without harm to what calls it.</summary>
/// <param name="inner">The receiver.</param>
/// <param name="isOver">Whether it is to be called no more.</param>
/// <param name="log">Hears of failures.</param>
internal sealed partial class GuardedReceiver(ISoundReceiver inner, Func<bool> isOver, ILogger log) : ISoundReceiver
{
    public void Begin()
    {
        if (isOver()) return;
        try
        {
            inner.Begin();
        }
        catch (Exception error)
        {
            LogFailed(log, error);
        }
    }

    public void Take(SoundFrames frames)
    {
        if (isOver()) return;
        try
        {
            inner.Take(frames);
        }
        catch (Exception error)
        {
            LogFailed(log, error);
        }
    }

    public void Clear(long before)
    {
        if (isOver()) return;
        try
        {
            inner.Clear(before);
        }
        catch (Exception error)
        {
            LogFailed(log, error);
        }
    }

    public void Played(long before)
    {
        if (isOver()) return;
        try
        {
            inner.Played(before);
        }
        catch (Exception error)
        {
            LogFailed(log, error);
        }
    }

    public void End(SoundEnd why)
    {
        if (isOver()) return;
        try
        {
            inner.End(why);
        }
        catch (Exception error)
        {
            LogFailed(log, error);
        }
    }

    [LoggerMessage(601, LogLevel.Error, "The receiver of a call's sound failed.")]
    private static partial void LogFailed(ILogger log, Exception error);
}
