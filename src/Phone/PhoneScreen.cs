using Spectre.Console;
using YemotAi.Phone.Twilio;
using YemotAi.Phone.Yemot.Scripts;

namespace YemotAi.Phone;

/// <summary>What the phone shows: in colour in a terminal, as plain lines elsewhere.</summary>
internal sealed class PhoneScreen(TextWriter output, bool isTerminal, bool isTyped, bool showsWire)
{
    /// <summary>Whether a person types, who has to be told what is asked.</summary>
    public bool IsTyped => isTyped;

    /// <summary>The console, as far as it is one.</summary>
    public static PhoneScreen OfConsole(bool showsWire) =>
        new(Console.Out, !Console.IsOutputRedirected, !Console.IsInputRedirected, showsWire);

    /// <summary>One line of a transcript.</summary>
    public void Show(YemotTranscriptLine line)
    {
        if (line.Kind == YemotTranscriptKind.Wire && !showsWire) return;
        var style = line.Kind switch
        {
            YemotTranscriptKind.Line => "bold",
            YemotTranscriptKind.Caller => "aqua",
            YemotTranscriptKind.Warning => "yellow",
            YemotTranscriptKind.Error => "red",
            _ => "grey",
        };
        Print(line.ToString(), style);
    }

    /// <summary>One line of a Twilio call's transcript.</summary>
    public void Show(TwilioTranscriptLine line)
    {
        if (line.Kind == TwilioTranscriptKind.Wire && !showsWire) return;
        var style = line.Kind switch
        {
            TwilioTranscriptKind.Line => "bold",
            TwilioTranscriptKind.Caller => "aqua",
            TwilioTranscriptKind.Warning => "yellow",
            TwilioTranscriptKind.Error => "red",
            _ => "grey",
        };
        Print(line.ToString(), style);
    }

    /// <summary>One line of a transcript for another program, which has no control characters in it.</summary>
    public void ShowJson(string json) => output.WriteLine(json);

    /// <summary>A remark of the program.</summary>
    public void Say(string text) => Print(text, "grey");

    /// <summary>A complaint.</summary>
    public void Complain(string text) => Print(text, "red");

    /// <summary>Asks a person for the next input.</summary>
    public void Prompt(string wants)
    {
        if (!isTyped) return;
        if (isTerminal) AnsiConsole.Markup($"[grey]{Markup.Escape(wants)}[/] [aqua]>[/] ");
        else output.Write($"{wants} > ");
    }

    /// <summary>Goes on to a new line from a prompt that nothing was typed at.</summary>
    public void LeavePrompt()
    {
        if (isTyped) output.WriteLine();
    }

    private void Print(string text, string style)
    {
        // A line's answer may hold escape sequences; the terminal must not obey them.
        var shown = string.Concat(text.Select(c => char.IsControl(c) ? '\uFFFD' : c));
        if (isTerminal) AnsiConsole.MarkupLine($"[{style}]{Markup.Escape(shown)}[/]");
        else output.WriteLine(shown);
    }
}
