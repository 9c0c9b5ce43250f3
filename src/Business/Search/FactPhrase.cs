namespace YemotAi.Business.Search;

/// <summary>One way of asking for a fact, as the index holds it.</summary>
/// <param name="Fact">The fact's number.</param>
/// <param name="Words">Its words without stop words.</param>
internal sealed record FactPhrase(int Fact, IReadOnlyList<QuestionWord> Words)
{
    /// <summary>The rarity of each word; filled when all facts are known.</summary>
    public double[] Rarity { get; } = new double[Words.Count];

    /// <summary>The sum of <see cref="Rarity"/>.</summary>
    public double TotalRarity { get; set; }
}
