using YemotAi.Calls.Voice.Flows;
using YemotAi.Telephony.Yemot.Flows;

namespace YemotAi.Hosting;

/// <summary>What code around the program can add to it before it starts.</summary>
public sealed class ProgramBuilder
{
    private readonly List<Action<YemotExtensions>> _lines = [];
    private readonly List<Action<VoiceFlows>> _voices = [];

    internal ProgramBuilder(IServiceCollection services) => Services = services;

    /// <summary>Parts; one added here takes the place of the built-in one.</summary>
    public IServiceCollection Services { get; }

    /// <summary>Adds handlers of one's own to the Yemot line.</summary>
    public ProgramBuilder OnYemot(Action<YemotExtensions> map)
    {
        _lines.Add(map);
        return this;
    }

    /// <summary>Adds handlers of one's own to the lines of sound.</summary>
    public ProgramBuilder OnVoice(Action<VoiceFlows> map)
    {
        _voices.Add(map);
        return this;
    }

    internal void MapInto(VoiceFlows flows)
    {
        foreach (var map in _voices) map(flows);
    }

    internal void MapInto(YemotExtensions extensions)
    {
        foreach (var map in _lines) map(extensions);
    }
}
