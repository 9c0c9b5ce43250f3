using System.Text;

namespace YemotAi.Phone;

/// <summary>The phone in the terminal.</summary>
internal static class Program
{
    private static Task<int> Main(string[] args)
    {
        // The console's own encoding may not know Hebrew; a redirected input has none to set.
        Console.OutputEncoding = new UTF8Encoding(encoderShouldEmitUTF8Identifier: false);
        if (!Console.IsInputRedirected) Console.InputEncoding = new UTF8Encoding(encoderShouldEmitUTF8Identifier: false);
        return PhoneCommandLine.RunAsync(args);
    }
}
