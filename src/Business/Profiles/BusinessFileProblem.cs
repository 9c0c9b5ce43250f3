namespace YemotAi.Business.Profiles;

/// <summary>One thing that is wrong in a business file.</summary>
/// <param name="File">The file's name, or the directory's where there is no file to name.</param>
/// <param name="Line">The line, counted from 1; 0 when it concerns the whole file.</param>
/// <param name="Key">The key with its way to it, such as <c>services[2].price</c>; empty for the whole file.</param>
/// <param name="Message">What is wrong and what is allowed.</param>
public sealed record BusinessFileProblem(string File, int Line, string Key, string Message)
{
    /// <summary>One line for a person: <c>salon.yaml, line 12, services[2].price: ...</c>.</summary>
    public override string ToString() =>
        File + (Line > 0 ? $", line {Line}" : "") + (Key.Length > 0 ? $", {Key}" : "") + ": " + Message;
}
