namespace YemotAi.Providers.Api;

/// <summary>A vendor answered with an error.</summary>
/// <param name="error">Which.</param>
internal sealed class VendorErrorException(VendorError error) : Exception("The vendor answered with an error.")
{
    /// <summary>Which.</summary>
    public VendorError Error { get; } = error;
}
