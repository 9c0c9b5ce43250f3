namespace YemotAi.Calls.Minds.Admission;

/// <summary>
/// Who waits: in order of arrival within a business, the businesses in rotation, one wish of each a round.
/// </summary>
internal sealed class WaitingLine
{
    private readonly LinkedList<Waiting> _rotation = new();
    private readonly Dictionary<string, LinkedListNode<Waiting>> _businesses = new(StringComparer.Ordinal);

    /// <summary>How many wait.</summary>
    public int Count { get; private set; }

    /// <summary>Puts a wish at the end of its business.</summary>
    public void Add(Wish wish)
    {
        if (!_businesses.TryGetValue(wish.Business, out var business))
            _businesses[wish.Business] = business = _rotation.AddLast(new Waiting());
        wish.Place = business.Value.Wishes.AddLast(wish);
        Count++;
    }

    /// <summary>Takes a wish out, wherever it stands.</summary>
    public void Remove(Wish wish)
    {
        if (wish.Place is not { } place) return;
        wish.Place = null;
        Count--;
        var business = _businesses[wish.Business];
        business.Value.Wishes.Remove(place);
        if (business.Value.Wishes.Count > 0) return;
        _businesses.Remove(wish.Business);
        _rotation.Remove(business);
    }

    /// <summary>
    /// Takes out the wish whose turn it is; null when none can have one. A wish of a conversation that has a turn is
    /// passed over, and so is a business with no other: both keep their places.
    /// </summary>
    /// <param name="busy">The conversations that have a turn.</param>
    public Wish? TakeNext(IReadOnlySet<string> busy)
    {
        for (var business = _rotation.First; business is not null; business = business.Next)
        {
            foreach (var wish in business.Value.Wishes)
            {
                if (busy.Contains(wish.Conversation)) continue;
                _rotation.Remove(business);
                _rotation.AddLast(business);
                Remove(wish);
                return wish;
            }
        }

        return null;
    }

    /// <summary>How many would be served before a wish that a business added now, if no conversation were busy.</summary>
    public int Before(string name)
    {
        var own = _businesses.GetValueOrDefault(name);
        var ofOwn = own?.Value.Wishes.Count ?? 0;
        var before = ofOwn;
        var rounds = ofOwn + 1;
        foreach (var business in _rotation)
        {
            // Those that stand behind it in the rotation are served once less before it.
            if (ReferenceEquals(business, own?.Value)) rounds--;
            else before += Math.Min(business.Wishes.Count, rounds);
        }

        return before;
    }

    private sealed class Waiting
    {
        public LinkedList<Wish> Wishes { get; } = new();
    }
}
