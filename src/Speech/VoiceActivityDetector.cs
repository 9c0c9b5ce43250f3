namespace YemotAi.Speech;

/// <summary>
/// Says for every frame of a telephone's sound whether somebody speaks. One thread at a time; nothing is allocated after
/// construction.
/// </summary>
/// <remarks>
/// <para>
/// A frame is like voice when it stands out of the steady noise in many bands, and when it has a pitch. One alone is not
/// enough: noise that becomes louder stands out, and hum has a pitch. Under <see cref="VoiceActivityOptions.MinimumRms"/>,
/// far under the voice that was heard before, and where the talk of people in the room is, nothing is voice; neither is a
/// tone or the buzz of a machine.
/// </para>
/// <para>
/// Voice begins when enough evidence has come together, of which a part must have a pitch: two to four frames. So a click
/// does not begin it, and the first sounds of a word are heard as voice only a little later; whoever collects an utterance
/// takes the 300 ms before its beginning along.
/// </para>
/// </remarks>
public sealed class VoiceActivityDetector
{
    private readonly SoundSpectrum _spectrum = new();
    private readonly Periodicity _periodicity = new();
    private readonly NoiseFloor _noise = new(VoiceBands.Count);
    private readonly SteadyTone _tone = new();
    private readonly float[] _samples = new float[SoundSpectrum.Length];
    private readonly float[] _powers = new float[VoiceBands.Count];
    private readonly float _minimumDb;
    private readonly int _hangover;
    private readonly NoiseSwing _swing = new();

    private HighPass _highPass;
    private float _voiceDb;
    private float _evidence;
    private int _gathered;
    private int _voiceFrames;
    private int _sinceVoice;
    private int _withoutPitch;
    private bool _isVoice;

    /// <summary>A detector at the beginning of a line's sound.</summary>
    public VoiceActivityDetector(VoiceActivityOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        _minimumDb = _voiceDb = SoundLevel.ToDecibels(options.MinimumRms);
        _hangover = (options.HangoverMs + (SpeechFrame.Milliseconds / 2)) / SpeechFrame.Milliseconds;
    }

    /// <summary>Takes the next frame. A frame that was lost is given as silence.</summary>
    /// <param name="frame">160 samples at 8 kHz.</param>
    /// <param name="isKeyTone">
    /// It has the tones of a key, by <see cref="KeyToneDetector.IsTone"/> or because the line said so: it is no voice.
    /// </param>
    /// <exception cref="ArgumentException">The frame has another length.</exception>
    public VoiceActivity Add(ReadOnlySpan<short> frame, bool isKeyTone = false)
    {
        SpeechFrame.ThrowUnlessOne(frame);
        _samples.AsSpan(SpeechFrame.Samples).CopyTo(_samples);
        var newest = _samples.AsSpan(SoundSpectrum.Length - SpeechFrame.Samples);
        var level = SoundLevel.ToDecibels(_highPass.Run(frame, newest));
        _spectrum.Measure(_samples);
        VoiceBands.Sum(_spectrum.Powers, _powers);
        var over = VoiceBands.Over(_powers, _noise.Powers);
        _noise.Add(_powers);
        var noise = SoundLevel.ToDecibels(Math.Sqrt(VoiceBands.Total(_noise.Powers)));
        var pitch = _periodicity.Add(newest);
        var isTone = _tone.Add(_spectrum.Powers) | isKeyTone | _periodicity.IsMachine;

        var likelihood = VoiceTuning.Likelihood(over, pitch);
        if (isTone || level < LeastLevel(noise)) likelihood = Math.Min(likelihood, VoiceTuning.Unlikely);
        var hasPitch = pitch >= VoiceTuning.LeastPitch;
        var isStrong = likelihood >= VoiceTuning.Strong && hasPitch;
        var mayBeMachine = _tone.MayBegin || _periodicity.MayBeMachine;
        Judge(likelihood, hasPitch && !mayBeMachine, isStrong);
        _swing.Add(level - noise, _isVoice);
        Follow(level, isStrong);
        return new VoiceActivity(_isVoice, level, noise, likelihood)
        {
            IsStrong = isStrong && !mayBeMachine,
            VoiceFrames = _isVoice ? _voiceFrames : 0,
        };
    }

    private float LeastLevel(float noise)
    {
        var isNearHeard = _voiceDb > _minimumDb && _voiceDb >= noise + VoiceTuning.NearOverNoise;
        var overNoise = _isVoice ? VoiceTuning.GoOnOverNoise(_swing.Db, isNearHeard) : VoiceTuning.BeginOverNoise(_swing.Db, isNearHeard);
        var underVoice = _isVoice ? VoiceTuning.GoOnUnderVoice : VoiceTuning.BeginUnderVoice;
        return Math.Max(_minimumDb, Math.Max(noise + overNoise, _voiceDb - underVoice));
    }

    private void Judge(float likelihood, bool hasVoicesPitch, bool isStrong)
    {
        if (!_isVoice)
        {
            Gather(likelihood, hasVoicesPitch, isStrong);
            if (_evidence < VoiceTuning.Begin) return;
            (_isVoice, _voiceFrames, _sinceVoice, _withoutPitch) = (true, _gathered, 0, 0);
            return;
        }

        _withoutPitch = hasVoicesPitch ? 0 : _withoutPitch + 1;
        if (likelihood >= VoiceTuning.GoOn && _withoutPitch <= VoiceTuning.MostWithoutPitch)
        {
            _voiceFrames++;
            _sinceVoice = 0;
            return;
        }

        if (++_sinceVoice <= _hangover) return;
        (_isVoice, _evidence, _gathered) = (false, 0, 0);
    }

    private void Gather(float likelihood, bool hasVoicesPitch, bool isStrong)
    {
        if (likelihood < VoiceTuning.Likely)
        {
            _evidence *= VoiceTuning.Forget;
            if (_evidence < 0.1f) (_evidence, _gathered) = (0, 0);
            return;
        }

        var before = _evidence;
        if (hasVoicesPitch)
            _evidence += isStrong ? VoiceTuning.WhenStrong : VoiceTuning.WithPitch;
        else if (_evidence < VoiceTuning.MostWithoutPitchEvidence)
            _evidence = Math.Min(_evidence + VoiceTuning.WithoutPitch, VoiceTuning.MostWithoutPitchEvidence);
        // Only what was evidence counts: a long hiss before a word is not a part of it.
        if (_evidence > before) _gathered++;
    }

    private void Follow(float level, bool isStrong) =>
        _voiceDb = _isVoice && isStrong && level > _voiceDb
            ? _voiceDb + (VoiceTuning.LouderShare * (level - _voiceDb))
            : Math.Max(_minimumDb, _voiceDb - VoiceTuning.QuieterDb);
}
