using YemotAi.Calls.Sound;

namespace YemotAi.Engine;

/// <summary>An engine whose probes take sound.</summary>
public interface ISoundUnderTest : IEngineUnderTest
{
    /// <summary>Attaches lines to the probes.</summary>
    ISoundDirectory Sound { get; }
}
