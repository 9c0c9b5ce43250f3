namespace YemotAi.SpeechCorpus;

/// <summary>What is on a line besides the caller's voice.</summary>
public enum LineNoise
{
    /// <summary>Nothing at all.</summary>
    None,

    /// <summary>White noise.</summary>
    White,

    /// <summary>Pink noise, as of a room or a fan.</summary>
    Pink,

    /// <summary>Pink noise whose level goes up and down by 6 dB in seconds, as of a street.</summary>
    Street,

    /// <summary>White noise that is switched between two levels 15 dB apart every 1 to 4 s, as comfort noise is.</summary>
    Switched,

    /// <summary>Mains hum: 50 Hz and its harmonics.</summary>
    Hum,

    /// <summary>The buzz of a mobile phone, 217 pulses a second, in bursts of 0.2 to 1.5 s.</summary>
    Buzz,

    /// <summary>Six people who speak at once.</summary>
    Babble,

    /// <summary>Clicks of 1 to 8 ms, one or two a second, on faint white noise.</summary>
    Clicks,

    /// <summary>Breath into the microphone: puffs of 0.2 to 0.7 s without a pitch.</summary>
    Breath,

    /// <summary>Tones of a network: 425 Hz, 350 with 440 Hz, 1 kHz; on for 0.2 to 1 s.</summary>
    Tones,
}
