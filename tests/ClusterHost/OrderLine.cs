using YemotAi.Telephony.Yemot.Flows;

namespace YemotAi.ClusterHost;

/// <summary>A conversation in which each answer of the caller has an effect, and each question tells what came of it.</summary>
/// <param name="effects">Where the effects are done.</param>
internal sealed class OrderLine(EffectClient effects)
{
    /// <summary>How many things a caller orders before the line says goodbye.</summary>
    private const int Orders = 10;

    public async Task TakeAsync(YemotCall call)
    {
        await call.Say("שלום");
        var luck = await call.Compute("luck", _ => Task.FromResult(Random.Shared.Next(1000, 10_000)));
        for (var i = 1; i <= Orders; i++)
        {
            var question = $"שאלה {i} מזל {luck}";
            var said = i % 2 == 1
                ? (await call.AskSpeech(question)).Words
                : await call.AskKeys(question, ask => ask with { MinDigits = 1, MaxDigits = 4 });
            var receipt = await call.Once($"effect{i}", (key, cancellation) => effects.DoAsync(key, said, cancellation));
            await call.Say($"קבלה {receipt} עבור {said}");
        }

        await call.Say("סוף");
        await call.HangUp();
    }
}
