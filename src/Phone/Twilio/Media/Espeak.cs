using System.ComponentModel;
using System.Diagnostics;
using System.Text;

namespace YemotAi.Phone.Twilio.Media;

/// <summary>Speaks for the caller by espeak-ng, which has to be installed.</summary>
/// <param name="voice">Its voice, such as <c>he</c>.</param>
public sealed class Espeak(string voice = "he")
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(30);

    /// <summary>A text as a WAV file.</summary>
    /// <exception cref="InvalidOperationException">espeak-ng is not here, or failed.</exception>
    public async Task<byte[]> SpeakAsync(string text, CancellationToken cancellation = default)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(text);
        // The text goes in by a pipe: it may begin with a dash.
        var start = new ProcessStartInfo("espeak-ng", ["-v", voice, "-b", "1", "--stdin", "--stdout"])
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            StandardInputEncoding = new UTF8Encoding(encoderShouldEmitUTF8Identifier: false),
        };
        using var process = Start(start);
        using var limit = new CancellationTokenSource(Limit);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(limit.Token, cancellation);
        try
        {
            using var sound = new MemoryStream();
            var reading = process.StandardOutput.BaseStream.CopyToAsync(sound, either.Token);
            var errors = process.StandardError.ReadToEndAsync(either.Token);
            await process.StandardInput.WriteAsync(text.AsMemory(), either.Token);
            process.StandardInput.Close();
            await reading;
            await process.WaitForExitAsync(either.Token);
            return process.ExitCode == 0 && sound.Length > 0 ? sound.ToArray() : throw new InvalidOperationException($"espeak-ng failed: {await errors}");
        }
        catch (OperationCanceledException) when (!cancellation.IsCancellationRequested)
        {
            throw new InvalidOperationException($"espeak-ng did not speak within {Limit}.");
        }
        finally
        {
            if (!process.HasExited) process.Kill();
        }
    }

    private static Process Start(ProcessStartInfo start)
    {
        try
        {
            return Process.Start(start)!;
        }
        catch (Win32Exception error)
        {
            throw new InvalidOperationException("espeak-ng is not installed, so the phone cannot speak a text; play a WAV file instead.", error);
        }
    }
}
