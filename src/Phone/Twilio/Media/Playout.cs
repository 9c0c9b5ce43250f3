using System.Runtime.InteropServices;
using YemotAi.Speech;

namespace YemotAi.Phone.Twilio.Media;

/// <summary>
/// What the line sent and the caller hears: played in the order of its coming, at real time, as soon as nothing is before
/// it (protocol section 1.1). Times are exact: they are counted from the sound and not from a clock that ticks. One thread
/// at a time; times never go back.
/// </summary>
internal sealed class Playout(TimeSpan keeps)
{
    private static readonly TimeSpan MostQueued = TimeSpan.FromMinutes(10);

    private readonly List<Piece> _pieces = [];
    private readonly Queue<(string Name, TimeSpan At)> _marks = new();
    private TimeSpan _end;

    /// <summary>How much waits or is being played.</summary>
    public TimeSpan Queued(TimeSpan now) => _end > now ? _end - now : TimeSpan.Zero;

    /// <summary>How much was dropped because too much waited.</summary>
    public TimeSpan Dropped { get; private set; }

    /// <summary>Adds sound at the end. False: more than ten minutes would wait, and it was dropped.</summary>
    public bool Add(ReadOnlySpan<byte> muLaw, TimeSpan now)
    {
        if (muLaw.IsEmpty) return true;
        if (Queued(now) + MediaTime.Of(muLaw.Length) > MostQueued)
        {
            Dropped += MediaTime.Of(muLaw.Length);
            return false;
        }

        if (_pieces.Count == 0 || _end < now)
        {
            _pieces.Add(new Piece(now, []));
            _end = now;
            while (_pieces[0].End < now - keeps) _pieces.RemoveAt(0);
        }

        var last = _pieces[^1].MuLaw;
        last.AddRange(muLaw);
        _end += MediaTime.Of(muLaw.Length);
        return true;
    }

    /// <summary>Adds a mark after what waits.</summary>
    public void Mark(string name, TimeSpan now) => _marks.Enqueue((name, _end > now ? _end : now));

    /// <summary>Drops what was not played yet. All marks count as reached.</summary>
    /// <returns>Those marks, those that were reached by the sound first.</returns>
    public List<string> Clear(TimeSpan now)
    {
        var marks = _marks.Select(mark => mark.Name).ToList();
        _marks.Clear();
        if (_end <= now) return marks;
        var last = _pieces[^1];
        var played = (int)Math.Max(0, MediaTime.BytesIn(now - last.At));
        if (played < last.MuLaw.Count) CollectionsMarshal.SetCount(last.MuLaw, played);
        if (played == 0) _pieces.RemoveAt(_pieces.Count - 1);
        _end = now;
        return marks;
    }

    /// <summary>The marks that the sound has come to.</summary>
    public List<string> Reached(TimeSpan now)
    {
        var reached = new List<string>();
        while (_marks.TryPeek(out var mark) && mark.At <= now) reached.Add(_marks.Dequeue().Name);
        return reached;
    }

    /// <summary>What was heard until now, piece by piece.</summary>
    public List<HeardPiece> Heard(TimeSpan now)
    {
        var heard = new List<HeardPiece>();
        foreach (var piece in _pieces)
        {
            var played = (int)Math.Min(piece.MuLaw.Count, Math.Max(0, MediaTime.BytesIn(now - piece.At)));
            if (played > 0) heard.Add(new HeardPiece(piece.At, CollectionsMarshal.AsSpan(piece.MuLaw)[..played].ToArray()));
        }

        return heard;
    }

    /// <summary>What is heard in a stretch of time; where nothing is played, silence.</summary>
    public void Read(TimeSpan from, Span<byte> muLaw)
    {
        muLaw.Fill(G711.MuLawSilence);
        for (var i = _pieces.Count - 1; i >= 0 && _pieces[i].End > from; i--)
        {
            var piece = _pieces[i];
            var at = (piece.At - from).Ticks / MediaTime.Of(1).Ticks;
            var (skip, into) = at < 0 ? ((int)-at, 0) : (0, (int)Math.Min(at, muLaw.Length));
            var count = Math.Min(piece.MuLaw.Count - skip, muLaw.Length - into);
            if (count > 0) CollectionsMarshal.AsSpan(piece.MuLaw).Slice(skip, count).CopyTo(muLaw[into..]);
        }
    }

    private sealed record Piece(TimeSpan At, List<byte> MuLaw)
    {
        public TimeSpan End => At + MediaTime.Of(MuLaw.Count);
    }
}
