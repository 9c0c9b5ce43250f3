namespace YemotAi.Business.Search;

/// <summary>How a question fits the best phrase of a fact.</summary>
/// <param name="Fact">The fact's number.</param>
/// <param name="Matched">For each word of the question, how well the fact has it: 0 to 1.</param>
/// <param name="PhraseShare">How much of the phrase the question has, by rarity: 0 to 1.</param>
internal sealed record FactMatch(int Fact, double[] Matched, double PhraseShare)
{
    /// <summary>The places of the question's words that the phrase has, as bits.</summary>
    public ulong Places
    {
        get
        {
            ulong bits = 0;
            for (int i = 0; i < Matched.Length; i++)
            {
                if (Matched[i] > 0)
                    bits |= 1ul << i;
            }

            return bits;
        }
    }
}
