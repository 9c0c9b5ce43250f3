using System.Collections.ObjectModel;
using System.Text;

namespace YemotAi.Telephony.Yemot.Requests;

/// <summary>Takes the parameters of one request in their order and becomes the request.</summary>
internal ref struct RequestCollector
{
    private readonly YemotRequestLimits _limits;
    private readonly ReadOnlySpan<byte> _secretName;
    private FingerprintWriter _fingerprint;
    private FieldValues _fields;
    private Dictionary<string, string>? _values;
    private int _count;

    /// <summary>Begins a request.</summary>
    /// <param name="limits">What it may not exceed.</param>
    /// <param name="secretName">Name of the parameter that carries the secret.</param>
    /// <param name="buffer">Where the fingerprint is collected at first.</param>
    public RequestCollector(YemotRequestLimits limits, ReadOnlySpan<byte> secretName, Span<byte> buffer)
    {
        _limits = limits;
        _secretName = secretName;
        _fingerprint = new FingerprintWriter(buffer);
        _fields = default;
    }

    /// <summary>Why it is refused, as far as is known yet.</summary>
    public YemotRejection Rejection { get; private set; }

    /// <summary>The newest secret that was presented.</summary>
    public string? PresentedSecret { get; private set; }

    /// <summary>Whether one of Yemot's own parameters was seen.</summary>
    public bool SawYemots { get; private set; }

    /// <summary>Takes one parameter, still encoded; false when the request is refused because of it.</summary>
    public bool Add(scoped ReadOnlySpan<byte> rawName, scoped ReadOnlySpan<byte> rawValue)
    {
        if (++_count > _limits.MaxParameters)
            return Refuse(YemotRejection.TooManyParameters);

        string? decodedName = null;
        scoped var name = rawName;
        if (!FormDecoder.IsPlain(rawName))
        {
            decodedName = FormDecoder.Decode(rawName, _limits.MaxNameLength);
            if (decodedName is null)
                return Refuse(YemotRejection.NameTooLong);
            name = Encoding.UTF8.GetBytes(decodedName);
        }
        else if (rawName.Length > _limits.MaxNameLength)
        {
            return Refuse(YemotRejection.NameTooLong);
        }

        if (name.IsEmpty)
            return true;
        var field = YemotFieldNames.Find(name);
        if (field != YemotField.None)
            return AddField(field, rawValue);
        if (name.SequenceEqual(_secretName))
            return AddSecret(rawValue);
        return AddValue(name, decodedName, rawValue);
    }

    /// <summary>The outcome.</summary>
    public YemotRequestResult Finish()
    {
        if (Rejection == YemotRejection.None && string.IsNullOrWhiteSpace(_fields[YemotField.CallId]))
            Rejection = YemotRejection.MissingCallId;
        if (Rejection != YemotRejection.None)
            return YemotRequestResult.Rejected(Rejection, PresentedSecret);

        var extension = Field(YemotField.Extension).TrimStart('/');
        _fingerprint.Add(extension);
        return YemotRequestResult.Ok(
            new YemotRequest
            {
                CallId = Field(YemotField.CallId),
                Caller = Field(YemotField.Caller),
                Line = Field(YemotField.Line),
                Dialled = Field(YemotField.Dialled),
                Extension = extension,
                EnterId = Field(YemotField.EnterId),
                EnterIdName = Field(YemotField.EnterIdName),
                Time = Field(YemotField.Time),
                YfCallId = Field(YemotField.YfCallId),
                IsHangup = Field(YemotField.Hangup).Equals("yes", StringComparison.OrdinalIgnoreCase),
                HangupExtension = Field(YemotField.HangupExtension).TrimStart('/'),
                ReferredFrom = Field(YemotField.ReferredFrom),
                Values = _values ?? (IReadOnlyDictionary<string, string>)ReadOnlyDictionary<string, string>.Empty,
                Fingerprint = _fingerprint.Finish(),
            },
            PresentedSecret);
    }

    /// <summary>Gives buffers back.</summary>
    public void Dispose() => _fingerprint.Dispose();

    private readonly string Field(YemotField field) => _fields[field] ?? "";

    private bool AddField(YemotField field, scoped ReadOnlySpan<byte> rawValue)
    {
        SawYemots = true;
        var isCallId = field == YemotField.CallId;
        var value = FormDecoder.Decode(rawValue, isCallId ? _limits.MaxCallIdLength : _limits.MaxFieldLength);
        if (value is null)
            return Refuse(isCallId ? YemotRejection.CallIdTooLong : YemotRejection.FieldTooLong);
        _fields[field] = value;
        return true;
    }

    private bool AddSecret(scoped ReadOnlySpan<byte> rawValue)
    {
        var value = FormDecoder.Decode(rawValue, _limits.MaxFieldLength);
        if (value is null)
            return Refuse(YemotRejection.FieldTooLong);
        PresentedSecret = value;
        return true;
    }

    private bool AddValue(
        scoped ReadOnlySpan<byte> name, string? decodedName, scoped ReadOnlySpan<byte> rawValue)
    {
        var value = FormDecoder.Decode(rawValue, _limits.MaxValueLength);
        if (value is null)
            return Refuse(YemotRejection.ValueTooLong);

        decodedName ??= Encoding.ASCII.GetString(name);
        (_values ??= new Dictionary<string, string>(4, StringComparer.Ordinal))[decodedName] = value;

        // A field that Yemot may add one day (a counter, a clock) must not make a repetition look like a new turn,
        // and no question of ours has such a name.
        if (YemotFieldNames.IsYemots(name))
        {
            SawYemots = true;
            return true;
        }

        if (YemotFieldNames.IsWait(decodedName)) return true;
        _fingerprint.Add(decodedName);
        _fingerprint.Add(value);
        return true;
    }

    private bool Refuse(YemotRejection rejection)
    {
        Rejection = rejection;
        return false;
    }
}
