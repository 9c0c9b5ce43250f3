using System.Buffers;
using System.Buffers.Binary;
using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;

namespace YemotAi.Telephony.Twilio.Tokens;

/// <summary>
/// Makes and checks the tokens that a media stream shows in its <c>start</c>: a WebSocket's opening may lack a signature,
/// and whoever gets in speaks with a model at our cost (protocol section 1.5). A token is good for one call and a short
/// time. Thread-safe.
/// </summary>
/// <remarks>
/// base64url of: version, expiry in Unix seconds, then call, from and to, each with its length in a byte before it, and
/// HMAC-SHA256 over all that. Nothing in it is secret: Twilio sees the same values.
/// </remarks>
public sealed class StreamToken
{
    /// <summary>The name of the parameter that carries it.</summary>
    public const string ParameterName = "token";

    private const byte Version = 1;
    private const int MacBytes = 32, HeadBytes = 1 + sizeof(long), MostFactBytes = 96;
    private const int MostBytes = HeadBytes + (3 * (1 + MostFactBytes)) + MacBytes;

    private readonly byte[] _key;
    private readonly TimeSpan _life;
    private readonly TimeProvider _time;

    /// <summary>Tokens by these settings.</summary>
    public StreamToken(TwilioOptions options, TimeProvider time)
    {
        ArgumentNullException.ThrowIfNull(options);
        _life = options.StreamTokenLife;
        _time = time;
        // Without any secret only this machine is answered, and by this process alone.
        var secret = options.StreamTokenKey.Length > 0 ? Encoding.UTF8.GetBytes(options.StreamTokenKey)
            : options.AuthToken.Length > 0 ? Encoding.UTF8.GetBytes(options.AuthToken)
            : RandomNumberGenerator.GetBytes(MacBytes);
        _key = HKDF.DeriveKey(HashAlgorithmName.SHA256, secret, MacBytes, info: "YemotAi media stream token"u8.ToArray());
    }

    /// <summary>A token of at most 450 characters of base64url.</summary>
    /// <param name="facts">The call. What is longer than a number is cut.</param>
    /// <exception cref="ArgumentException">The call's id is empty or longer than an id.</exception>
    public string Make(StreamFacts facts)
    {
        ArgumentNullException.ThrowIfNull(facts);
        if (facts.CallSid.Length == 0 || Encoding.UTF8.GetByteCount(facts.CallSid) > MostFactBytes)
            throw new ArgumentException($"A call's id has 1 to {MostFactBytes} bytes.", nameof(facts));
        Span<byte> bytes = stackalloc byte[MostBytes];
        bytes[0] = Version;
        BinaryPrimitives.WriteInt64BigEndian(bytes[1..], (_time.GetUtcNow() + _life).ToUnixTimeSeconds());
        var length = HeadBytes;
        length += Write(bytes[length..], facts.CallSid);
        length += Write(bytes[length..], facts.From);
        length += Write(bytes[length..], facts.To);
        HMACSHA256.HashData(_key, bytes[..length], bytes[length..]);
        return Base64Url.EncodeToString(bytes[..(length + MacBytes)]);
    }

    /// <summary>Checks a token.</summary>
    /// <param name="token">What the stream showed; null or anything.</param>
    /// <param name="callSid">The call whose stream it is.</param>
    /// <param name="facts">What it holds, when it is right; else null.</param>
    public StreamTokenVerdict Check(string? token, string callSid, out StreamFacts? facts)
    {
        facts = null;
        if (string.IsNullOrEmpty(token)) return StreamTokenVerdict.Missing;
        Span<byte> bytes = stackalloc byte[MostBytes];
        if (token.Length > Base64Url.GetEncodedLength(MostBytes)
            || Base64Url.DecodeFromChars(token, bytes, out _, out var length) != OperationStatus.Done
            || length <= HeadBytes + MacBytes)
        {
            return StreamTokenVerdict.Forged;
        }

        var signed = bytes[..(length - MacBytes)];
        Span<byte> mac = stackalloc byte[MacBytes];
        HMACSHA256.HashData(_key, signed, mac);
        if (!CryptographicOperations.FixedTimeEquals(mac, bytes[(length - MacBytes)..length]) || signed[0] != Version) return StreamTokenVerdict.Forged;

        // What is signed was written by us, so its form is right.
        var rest = signed[HeadBytes..];
        var found = new StreamFacts(Read(ref rest), Read(ref rest), Read(ref rest));
        if (!found.CallSid.Equals(callSid, StringComparison.Ordinal)) return StreamTokenVerdict.OtherCall;
        if (_time.GetUtcNow().ToUnixTimeSeconds() >= BinaryPrimitives.ReadInt64BigEndian(signed[1..])) return StreamTokenVerdict.Expired;
        facts = found;
        return StreamTokenVerdict.Right;
    }

    private static int Write(Span<byte> bytes, string? text)
    {
        Encoding.UTF8.GetEncoder().Convert(text, bytes.Slice(1, MostFactBytes), flush: true, out _, out var used, out _);
        bytes[0] = (byte)used;
        return 1 + used;
    }

    private static string Read(ref Span<byte> bytes)
    {
        var text = Encoding.UTF8.GetString(bytes.Slice(1, bytes[0]));
        bytes = bytes[(1 + bytes[0])..];
        return text;
    }
}
