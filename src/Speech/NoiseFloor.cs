namespace YemotAi.Speech;

/// <summary>
/// The steady noise in each band of a line: what its power does not fall under for a while (minimum statistics). It
/// follows a noise that goes down within three frames, and one that goes up after <see cref="Memory"/> at most: nobody
/// speaks so long without a gap in every band.
/// </summary>
internal sealed class NoiseFloor
{
    /// <summary>How many frames are remembered at most: 1.5 s.</summary>
    public const int Memory = Parts * PartFrames;

    private const int Parts = 5, PartFrames = 15;

    // Powers are smoothed over about three frames, so that a minimum is not only luck.
    private const float Smoothing = 0.3f;

    // The minimum of white noise, smoothed so over so long, is this much under its mean: 2.5 dB, measured over 10
    // minutes of noise in the bands of the detector.
    private const float Bias = 1.8f;

    // Mean square of a band in digital silence, so that anything can be compared with it.
    private const float Least = 0.05f;

    private readonly int _bands;
    private readonly float[] _smoothed;
    private readonly float[] _minima;
    private readonly float[] _current;
    private int _part;
    private int _frame;
    private bool _isBegun;

    /// <summary>A floor of nothing heard yet.</summary>
    public NoiseFloor(int bands)
    {
        _bands = bands;
        _smoothed = new float[bands];
        _current = new float[bands];
        _minima = new float[bands * Parts];
        Array.Fill(_minima, float.MaxValue);
        Array.Fill(_current, float.MaxValue);
        Powers = new float[bands];
        Array.Fill(Powers, float.MaxValue);
    }

    /// <summary>The floor of each band as mean square; the largest number until a frame was taken.</summary>
    public float[] Powers { get; }

    /// <summary>Takes the powers of a frame.</summary>
    public void Add(ReadOnlySpan<float> powers)
    {
        for (var band = 0; band < _bands; band++)
        {
            var power = powers[band];
            ref var smoothed = ref _smoothed[band];
            smoothed = _isBegun ? smoothed + (Smoothing * (power - smoothed)) : power;
            _current[band] = Math.Min(_current[band], smoothed);
            var least = _current[band];
            for (var part = 0; part < Parts; part++) least = Math.Min(least, _minima[(part * _bands) + band]);
            Powers[band] = Math.Max(Least, Bias * least);
        }

        _isBegun = true;
        if (++_frame < PartFrames) return;
        _frame = 0;
        _current.CopyTo(_minima.AsSpan(_part * _bands));
        Array.Fill(_current, float.MaxValue);
        _part = (_part + 1) % Parts;
    }
}
