using YemotAi.Speech;

namespace YemotAi.SpeechCorpus;

/// <summary>
/// How well a detector did: what it said of each frame against what is in it. Scenes are added up.
/// </summary>
public sealed class VoiceScore
{
    // Voice after this much silence is a beginning, and one that is not heard in this time is missed.
    private const int PauseFrames = 15, MissedAfterFrames = 15;

    private readonly List<int> _delays = [];
    private long _voice;
    private long _hit;
    private long _silence;
    private long _false;

    /// <summary>Beginnings of speech.</summary>
    public int Onsets { get; private set; }

    /// <summary>Beginnings of speech that were not noticed within 300 ms.</summary>
    public int MissedOnsets { get; private set; }

    /// <summary>How often voice began where nobody spoke.</summary>
    public int FalseStarts { get; private set; }

    /// <summary>Share of the frames of voice that were found.</summary>
    public double HitRate => _voice == 0 ? 1 : (double)_hit / _voice;

    /// <summary>Share of the frames of silence that were taken for voice.</summary>
    public double FalseRate => _silence == 0 ? 0 : (double)_false / _silence;

    /// <summary>False starts in ten minutes in which nobody speaks.</summary>
    public double FalseStartsPer10Minutes => _silence == 0 ? 0 : FalseStarts * 30_000.0 / _silence;

    /// <summary>How late a beginning was noticed, the median of those that were, in milliseconds.</summary>
    public double MedianDelayMs => Delay(0.5);

    /// <summary>The same, of nineteen of twenty.</summary>
    public double LongDelayMs => Delay(0.95);

    /// <summary>Adds a scene.</summary>
    /// <param name="truth">What is in each frame.</param>
    /// <param name="said">What a detector said.</param>
    public void Add(IReadOnlyList<FrameTruth> truth, IReadOnlyList<bool> said)
    {
        var quiet = PauseFrames;
        for (var i = 0; i < truth.Count; i++)
        {
            if (truth[i] == FrameTruth.Voice)
            {
                _voice++;
                if (said[i]) _hit++;
                if (quiet >= PauseFrames) Begin(said, i);
                quiet = 0;
                continue;
            }

            quiet++;
            if (truth[i] != FrameTruth.Silence) continue;
            _silence++;
            if (!said[i]) continue;
            _false++;
            if (i == 0 || !said[i - 1]) FalseStarts++;
        }
    }

    private void Begin(IReadOnlyList<bool> said, int from)
    {
        Onsets++;
        var at = from;
        while (at < said.Count && at < from + MissedAfterFrames && !said[at]) at++;
        if (at == said.Count || !said[at]) MissedOnsets++;
        else _delays.Add((at - from) * SpeechFrame.Milliseconds);
    }

    private double Delay(double share)
    {
        if (_delays.Count == 0) return double.NaN;
        _delays.Sort();
        return _delays[(int)Math.Min(_delays.Count - 1, share * _delays.Count)];
    }
}
