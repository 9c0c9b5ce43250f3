using System.Diagnostics.CodeAnalysis;

namespace YemotAi.Telephony.Yemot.Requests;

/// <summary>What came of reading a request: the request, or the one reason why not.</summary>
public readonly struct YemotRequestResult
{
    private YemotRequestResult(YemotRequest? request, YemotRejection rejection, string? presentedSecret)
    {
        Request = request;
        Rejection = rejection;
        PresentedSecret = presentedSecret;
    }

    /// <summary>Whether there is a request.</summary>
    [MemberNotNullWhen(true, nameof(Request))]
    public bool IsOk => Request is not null;

    /// <summary>The request, or null when it was refused.</summary>
    public YemotRequest? Request { get; }

    /// <summary>Why it was refused; <see cref="YemotRejection.None"/> when it was not.</summary>
    public YemotRejection Rejection { get; }

    /// <summary>
    /// The newest value of the secret parameter that was read before the outcome was clear; null when there was none.
    /// For the access check only: it is in no value, no fingerprint and no log.
    /// </summary>
    public string? PresentedSecret { get; }

    /// <summary>A request that was taken.</summary>
    internal static YemotRequestResult Ok(YemotRequest request, string? presentedSecret) =>
        new(request, YemotRejection.None, presentedSecret);

    /// <summary>A request that was refused.</summary>
    internal static YemotRequestResult Rejected(YemotRejection rejection, string? presentedSecret = null) =>
        new(null, rejection, presentedSecret);

    /// <summary>The request without private data, or the reason.</summary>
    public override string ToString() => Request?.ToString() ?? $"Rejected({Rejection})";
}
