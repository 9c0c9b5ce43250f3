using System.Text.Json;
using YemotAi.Calls;
using YemotAi.Calls.Flows;
using YemotAi.Telephony.Yemot.Answers;
using YemotAi.Telephony.Yemot.Text;

namespace YemotAi.Telephony.Yemot.Flows;

/// <summary>A Yemot line, as a call sees it.</summary>
public sealed class YemotWire : ICallWire
{
    /// <summary>The part of a call's key before the colon.</summary>
    public const string WireName = "yemot";

    private readonly YemotExtensions? _extensions;
    private readonly FlowAnswer _apology;
    private readonly FlowAnswer _nobodyHere;
    private readonly Prompt[] _moments;

    /// <summary>Makes the wire.</summary>
    /// <param name="extensions">The line's handlers; null in a process that only passes requests on to calls.</param>
    public YemotWire(YemotExtensions? extensions = null)
    {
        _extensions = extensions;
        var phrases = LinePhrases.Hebrew;
        _apology = Leave(phrases.Apology);
        _nobodyHere = Leave(phrases.NobodyHere);
        _moments = [.. phrases.Moments.Select(moment => Prompt.Of(YemotText.Hebrew.Items(moment)))];
        Refused = Leave(phrases.Refused).Body;
        NotUnderstood = Leave(phrases.NotUnderstood).Body;
        Nothing = YemotAnswer.Nothing().Body;
    }

    /// <inheritdoc/>
    public string Name => WireName;

    /// <inheritdoc/>
    public string Nothing { get; }

    /// <summary>The answer to one who may not ask.</summary>
    public string Refused { get; }

    /// <summary>The answer to a request that is none of Yemot's, or too large.</summary>
    public string NotUnderstood { get; }

    /// <inheritdoc/>
    public CallFlow? FindFlow(CallFacts facts)
    {
        ArgumentNullException.ThrowIfNull(facts);
        return _extensions?.Find(facts.Extension);
    }

    /// <inheritdoc/>
    public FlowAnswer Apology() => _apology;

    /// <inheritdoc/>
    public FlowAnswer NobodyHere() => _nobodyHere;

    /// <inheritdoc/>
    /// <remarks>
    /// A question for one key that waits a second, takes nothing for an answer and reads nothing back: the shortest way
    /// to make Yemot ask again (protocol section 2.9).
    /// </remarks>
    public FlowAnswer OneMoment(string valueName, int count, string part = "")
    {
        var prompt = YemotText.Hebrew.Prompt(part) ?? _moments[Math.Clamp(count, 0, _moments.Length - 1)];
        var answer = YemotAnswer.Ask(prompt, ShortWait(valueName));
        return new FlowAnswer(answer.Body, answer.Said);
    }

    /// <summary>A question that nobody has to answer: Yemot asks us again after a second, or at any key.</summary>
    internal static KeysQuestion ShortWait(string valueName) => new(valueName)
    {
        MinDigits = 1,
        MaxDigits = 1,
        WaitSeconds = 1,
        AcceptEmpty = true,
    };

    private static FlowAnswer Leave(string said)
    {
        var answer = YemotAnswer.Say(Prompt.Of(YemotText.Hebrew.Items(said)));
        return new FlowAnswer(answer.Body, answer.Said, Leaving.LeavesExtension);
    }

    /// <summary>What the line itself says; in <c>Phrases/line.he.json</c>.</summary>
    private sealed record LinePhrases(string Apology, string NobodyHere, string Refused, string NotUnderstood, string[] Moments)
    {
        private static readonly JsonSerializerOptions Options = new(JsonSerializerDefaults.Web);

        public static LinePhrases Hebrew { get; } = Read();

        private static LinePhrases Read()
        {
            var name = $"{typeof(YemotWire).Namespace}.Phrases.line.he.json";
            using var stream = typeof(YemotWire).Assembly.GetManifestResourceStream(name)
                ?? throw new InvalidOperationException($"The resource {name} is missing.");
            return JsonSerializer.Deserialize<LinePhrases>(stream, Options)
                ?? throw new InvalidOperationException($"The resource {name} is empty.");
        }
    }
}
