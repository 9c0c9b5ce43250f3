using System.Text;
using YemotAi.Calls.Minds;

namespace YemotAi.Providers.Api;

/// <summary>The words of an answer while they come, up to a length, and told to the ear at once.</summary>
/// <param name="ear">Who takes them in; null for nobody.</param>
/// <param name="most">The longest text, in characters.</param>
/// <param name="came">Called when words have come.</param>
internal sealed class AnswerText(IAnswerEar? ear, int most, Action? came = null)
{
    private readonly StringBuilder _text = new();
    private int _stepBegan;
    private bool _joins;

    /// <summary>The text is as long as it may be: nothing more is taken in.</summary>
    public bool IsFull { get; private set; }

    /// <summary>Whether the step that runs has given words.</summary>
    public bool StepSpoke => _text.Length > _stepBegan;

    /// <summary>The words of the step that runs.</summary>
    public string OfStep => _text.ToString(_stepBegan, _text.Length - _stepBegan);

    /// <summary>All words; empty when there is nothing but white space.</summary>
    public override string ToString() => _text.ToString();

    /// <summary>The model is asked once more: what it says then is a sentence of its own.</summary>
    public void BeginStep()
    {
        _joins = _text.Length > 0 && !char.IsWhiteSpace(_text[^1]);
        _stepBegan = _text.Length;
    }

    /// <summary>Something else than words came: once there are words, the stream is not silent.</summary>
    public void StillComes()
    {
        if (StepSpoke) came?.Invoke();
    }

    /// <summary>Takes in more.</summary>
    /// <returns>Whether there is room for yet more.</returns>
    public bool Add(string? words)
    {
        if (IsFull) return false;
        // An answer, and what follows a tool's result, begins with a word: then one of white space alone is empty.
        var more = words ?? "";
        if (!StepSpoke) more = more.TrimStart();
        if (more.Length == 0) return true;
        came?.Invoke();
        if (_joins)
        {
            _joins = false;
            _text.Append(' ');
            _stepBegan++;
            more = Fit(more);
            ear?.Add(" " + more);
        }
        else
        {
            more = Fit(more);
            ear?.Add(more);
        }

        _text.Append(more);
        return !IsFull;
    }

    // Never half of a sign that takes two characters.
    private string Fit(string more)
    {
        var room = Math.Max(0, most - _text.Length);
        if (more.Length <= room) return more;
        IsFull = true;
        return more[..(room > 0 && char.IsHighSurrogate(more[room - 1]) ? room - 1 : room)];
    }
}
