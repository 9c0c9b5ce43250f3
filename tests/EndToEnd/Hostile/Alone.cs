using Xunit;

namespace YemotAi.EndToEnd.Hostile;

/// <summary>Tests that must not run beside others.</summary>
[CollectionDefinition(nameof(Alone), DisableParallelization = true)]
public sealed class Alone;
