using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using YemotAi.Providers.Processes;

namespace YemotAi.Providers.Codex.AppServer;

/// <summary>Makes the folder of app-server processes ready.</summary>
internal static class AppServerFolder
{
    /// <summary>The database to which the CLI writes its own log, however it is set: 35 kB a turn, without an end.</summary>
    private const string Log = "logs_2.sqlite";

    /// <summary>
    /// Keeps the CLI from writing its log: where the log's file should be there is a folder, and the CLI does without.
    /// Nothing else can turn it off (0.169), and versions differ in how much of what is said they write to it.
    /// </summary>
    public static void TurnLogOff(CodexHome home) => home.Try(() =>
    {
        var log = Path.Combine(home.AppServer, Log);
        if (Directory.Exists(log)) return;
        File.Delete(log);
        File.Delete(log + "-wal");
        File.Delete(log + "-shm");
        PrivateFolder.Make(log);
    });

    /// <summary>
    /// A file with one certificate, to which nobody has the key. The CLI reads all of a system's root certificates anew
    /// for every turn, which takes it 10 ms of a processor; a vendor that is reached without TLS needs none of them.
    /// </summary>
    public static string NoRoots(CodexHome home)
    {
        var file = Path.Combine(home.AppServer, "no-roots.pem");
        home.Try(() =>
        {
            if (File.Exists(file)) return;
            using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
            var request = new CertificateRequest("CN=nobody", key, HashAlgorithmName.SHA256);
            request.CertificateExtensions.Add(new X509BasicConstraintsExtension(true, false, 0, true));
            using var certificate = request.CreateSelfSigned(DateTimeOffset.UnixEpoch, DateTimeOffset.UnixEpoch.AddYears(100));
            PrivateFolder.Write(file, System.Text.Encoding.ASCII.GetBytes(certificate.ExportCertificatePem() + "\n"));
        });
        return file;
    }
}
