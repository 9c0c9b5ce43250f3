using Microsoft.Extensions.Logging;
using YemotAi.Calls.Sound.Across;
using YemotAi.Grains.Interfaces.Sound;

namespace YemotAi.Grains.Sound;

/// <summary>The way to a line of another process.</summary>
/// <param name="line">The line.</param>
/// <param name="log">Hears of what cannot be sent.</param>
internal sealed partial class ObservedLine(ILineObserver line, ILogger log) : ILineCarrier
{
    public void Carry(SoundBatch batch) => Send(static (line, batch) => line.HearAsync(batch), SoundMessage.Of(batch));

    public void Moved(int attachment) => Send(static (line, attachment) => line.MovedAsync(attachment), attachment);

    public void Replaced() => Send(static (line, _) => line.ReplacedAsync(), 0);

    private void Send<T>(Func<ILineObserver, T, ValueTask> send, T what)
    {
        try
        {
            send(line, what).AsTask().Ignore();
        }
        catch (Exception error)
        {
            LogNotSent(log, error);
        }
    }

    [LoggerMessage(613, LogLevel.Debug, "A line could not be told something.")]
    private static partial void LogNotSent(ILogger log, Exception error);
}
