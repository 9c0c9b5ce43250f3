using System.Diagnostics;
using System.Text;

namespace YemotAi.Tests;

/// <summary>
/// A program that a test writes and has run at once. A process of its own writes it: what this process has open for writing,
/// each program that another test starts in that moment has open too, and such a file cannot be run ("text file busy").
/// </summary>
internal static class ProgramFile
{
    /// <summary>Writes a program, over what was there.</summary>
    public static void Write(string path, string text) => Run("/bin/sh", ["-c", "cat > \"$0\" && chmod 700 \"$0\"", path], text);

    /// <summary>Makes a copy of one.</summary>
    public static void Copy(string from, string to) => Run("/bin/cp", [from, to], "");

    private static void Run(string program, IEnumerable<string> arguments, string input)
    {
        using var process = Process.Start(new ProcessStartInfo(program, arguments)
        {
            RedirectStandardInput = true,
            StandardInputEncoding = new UTF8Encoding(encoderShouldEmitUTF8Identifier: false),
        })!;
        process.StandardInput.Write(input);
        process.StandardInput.Close();
        process.WaitForExit();
        if (process.ExitCode != 0) throw new InvalidOperationException($"{program} ended with {process.ExitCode}.");
    }
}
