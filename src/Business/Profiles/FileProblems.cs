using YamlDotNet.RepresentationModel;

namespace YemotAi.Business.Profiles;

/// <summary>Gathers what is wrong in one file, up to a limit.</summary>
internal sealed class FileProblems(string file)
{
    private readonly List<BusinessFileProblem> _found = [];

    /// <summary>What was found so far.</summary>
    public IReadOnlyList<BusinessFileProblem> Found => _found;

    /// <summary>Adds a problem at a node.</summary>
    public void Add(YamlNode at, string key, string message) => Add((int)at.Start.Line, key, message);

    /// <summary>Adds a problem at a line.</summary>
    public void Add(int line, string key, string message)
    {
        if (_found.Count < BusinessFileLimits.Problems)
            _found.Add(new BusinessFileProblem(file, line, key, message));
    }
}
