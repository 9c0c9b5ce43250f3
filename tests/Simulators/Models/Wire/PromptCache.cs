using System.Security.Cryptography;
using System.Text;

namespace YemotAi.Simulators.Models.Wire;

/// <summary>
/// What a vendor remembers of the beginnings of requests, so that a test can prove that caching works: a beginning that
/// was kept before, to the letter, is read from it. Nothing is ever forgotten. Thread-safe.
/// </summary>
/// <param name="leastTokens">A shorter beginning is not kept.</param>
internal sealed class PromptCache(Func<int> leastTokens)
{
    private readonly Lock _gate = new();
    private readonly HashSet<string> _kept = [];

    /// <summary>Looks a request up and keeps it.</summary>
    /// <param name="scope">Who shares what is kept: account, model, and the key of the cache if there is one.</param>
    /// <param name="parts">The request in the order in which the model reads it.</param>
    public CachedTokens Take(string scope, IEnumerable<PromptPart> parts)
    {
        var before = scope;
        int tokens = 0, found = 0, read = 0, written = 0;
        lock (_gate)
        {
            foreach (var part in parts)
            {
                tokens += Tokens.Of(part.Text);
                before = Hash(before, part.Text);
                if (tokens < leastTokens()) continue;
                if (_kept.Contains(before)) found = tokens;
                if (!part.KeepsTo) continue;
                (read, written) = (found, tokens);
                _kept.Add(before);
            }
        }

        return new CachedTokens(tokens, read, Math.Max(0, written - read));
    }

    private static string Hash(string before, string text) =>
        Convert.ToHexString(SHA256.HashData(Encoding.UTF8.GetBytes(before + '\n' + text)));
}

/// <summary>A part of a request.</summary>
/// <param name="Text">It, as JSON or text.</param>
/// <param name="KeepsTo">Whether the request asks to keep all up to here.</param>
internal sealed record PromptPart(string Text, bool KeepsTo);

/// <summary>How the tokens of a request are counted.</summary>
/// <param name="All">All of them.</param>
/// <param name="Read">Those that were in the cache.</param>
/// <param name="Written">Those that were put there now.</param>
internal sealed record CachedTokens(int All, int Read, int Written);
