namespace YemotAi.SpeechCorpus;

/// <summary>How a caller is heard.</summary>
/// <param name="Noise">What else is on the line.</param>
/// <param name="SnrDb">How many dB the voice is over it, both while they are there.</param>
/// <param name="LevelDb">Level of the voice while it is there, in dB of full scale; telephone networks aim at -26.</param>
/// <param name="Lost">Share of frames that are lost and come as silence.</param>
public sealed record LineCondition(LineNoise Noise, double SnrDb = 99, double LevelDb = -26, double Lost = 0)
{
    /// <summary>What it is in words.</summary>
    public string Name => string.Create(System.Globalization.CultureInfo.InvariantCulture,
        $"{(Noise == LineNoise.None ? "clean" : $"{Noise.ToString().ToLowerInvariant()}, {SnrDb} dB")}{(LevelDb < -26 ? $", voice at {LevelDb} dB" : "")}{(Lost > 0 ? $", {Lost:P0} lost" : "")}");

    /// <summary>The conditions of the corpus.</summary>
    public static IReadOnlyList<LineCondition> All { get; } =
    [
        new(LineNoise.None), new(LineNoise.None, LevelDb: -34), new(LineNoise.None, Lost: 0.03),
        new(LineNoise.White, 25), new(LineNoise.White, 15), new(LineNoise.White, 10), new(LineNoise.White, 5),
        new(LineNoise.Pink, 20), new(LineNoise.Pink, 10), new(LineNoise.Pink, 15, Lost: 0.03), new(LineNoise.Street, 12),
        new(LineNoise.Switched, 12), new(LineNoise.Hum, 10), new(LineNoise.Hum, 0), new(LineNoise.Buzz, 10),
        new(LineNoise.Babble, 20), new(LineNoise.Babble, 15), new(LineNoise.Clicks, 0), new(LineNoise.Breath, 6),
        new(LineNoise.Tones, 6), new(LineNoise.White, 20, -34),
    ];
}
