using YemotAi.Calls.Agent;
using YemotAi.Calls.Voice.Turns;
using YemotAi.Hosting.Twilio;
using YemotAi.Providers.Transcription;
using YemotAi.Telephony.Access;
using YemotAi.Telephony.Twilio;
using YemotAi.Telephony.Twilio.Media;
using YemotAi.Telephony.Yemot;
using YemotAi.Telephony.Yemot.Management;

namespace YemotAi.Hosting.Settings;

/// <summary>What a settings' value must be beyond its type, in every program.</summary>
internal static class SettingsRules
{
    private const string AllowedAddresses =
        "Allowed: addresses such as 127.0.0.1, and ranges such as 10.0.0.0/8 whose address has no bits beyond the prefix.";

    public static void Check(ProgramSettings settings, SettingsReader reader)
    {
        if (settings.Program.KeepCallsDays is < 0 or > 36_500)
            reader.Problem("KeepCallsDays", "allowed: 0 (for ever) to 36500.");
        CheckAddresses(settings.Program, reader);
        foreach (var problem in new YemotOptionsValidator().Validate(null, settings.Yemot).Failures ?? [])
            reader.Problem(problem);
        foreach (var problem in settings.YemotManagement.Problems()) reader.Problem($"{YemotManagementOptions.Section}:{problem}");
        foreach (var problem in new TwilioOptionsValidator().Validate(null, settings.Twilio).Failures ?? [])
            reader.Problem(problem);
        settings.Voice.Check(reader);
        CheckSound(settings.Sound, reader);
        settings.Minds.Check(reader, settings.Program.Minds);
        CheckUrls(settings.Urls, reader);
        CheckCalls(settings, reader);
        for (var i = 0; i < settings.Agents.Count; i++) CheckAgent(settings.Agents[i], $"Agents:{i}", settings, reader);
        foreach (var twice in settings.Agents.GroupBy(agent => agent.Extension.Trim('/')).Where(group => group.Count() > 1))
            reader.Problem("Agents", $"the extension '{twice.Key}' has {twice.Count()} agents; allowed is one.");
    }

    private static void CheckAddresses(ProgramOptions program, SettingsReader reader)
    {
        foreach (var proxy in program.TrustedProxies)
        {
            if (!AddressRanges.TryParse(proxy, out var range)) reader.Problem("TrustedProxies", $"'{proxy}' is no address. {AllowedAddresses}");
            // Then anyone could say where a request came from.
            else if (range.PrefixLength == 0) reader.Problem("TrustedProxies", $"'{proxy}' is everybody. Allowed: those servers alone that take HTTPS.");
        }

        foreach (var scraper in program.MetricsFrom.Where(scraper => !AddressRanges.TryParse(scraper, out _)))
            reader.Problem("MetricsFrom", $"'{scraper}' is no address. {AllowedAddresses}");
    }

    private static void CheckUrls(string urls, SettingsReader reader)
    {
        foreach (var url in urls.Split(';', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries))
        {
            // The server's own forms with a wildcard host are not addresses to the framework's parser.
            var plain = url.Replace("://*", "://0.0.0.0", StringComparison.Ordinal).Replace("://+", "://0.0.0.0", StringComparison.Ordinal);
            if (!Uri.TryCreate(plain, UriKind.Absolute, out var address) || address.Scheme is not ("http" or "https"))
                reader.Problem("Urls", $"'{url}' is no address. Allowed: addresses such as http://127.0.0.1:8080, separated by semicolons.");
        }
    }

    private static void CheckCalls(ProgramSettings settings, SettingsReader reader)
    {
        var calls = settings.Calls;
        Between(reader, "Calls:Patience", calls.Patience, TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(60));
        Between(reader, "Calls:WorkLimit", calls.WorkLimit, calls.Patience, TimeSpan.FromMinutes(30));
        Between(reader, "Calls:StorePatience", calls.StorePatience, TimeSpan.Zero, TimeSpan.FromMinutes(30));
        Between(reader, "Calls:IdleLimit", calls.IdleLimit, TimeSpan.FromMinutes(1), TimeSpan.FromHours(24));
        Between(reader, "Calls:ElsewhereLimit", calls.ElsewhereLimit, TimeSpan.FromMinutes(1), TimeSpan.FromDays(7));
        Between(reader, "Calls:FarewellLimit", calls.FarewellLimit, TimeSpan.FromSeconds(1), TimeSpan.FromHours(1));
        Between(reader, "Calls:RepetitionWindow", calls.RepetitionWindow, TimeSpan.Zero, TimeSpan.FromMinutes(5));
        Between(reader, "Calls:MaxTurns", calls.MaxTurns, 2, 100_000);
        Between(reader, "Calls:KeptAnswers", calls.KeptAnswers, 1, 1_000);
        Between(reader, "Calls:PartPatience", calls.PartPatience, TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(60));
        Between(reader, "Calls:MaxPartCharacters", calls.MaxPartCharacters, 20, 800);
        Between(reader, "Calls:MaxHistory", calls.MaxHistory, 0, 1_000);
    }

    private static void CheckSound(SoundLineSettings sound, SettingsReader reader)
    {
        foreach (var problem in new MediaSocketOptionsValidator().Validate(null, sound.Media).Failures ?? []) reader.Problem(problem);
        var most = TimeSpan.FromMinutes(2);
        foreach (var property in typeof(TurnOptions).GetProperties().Where(property => property.PropertyType == typeof(TimeSpan)))
            Between(reader, $"{SoundLineSettings.TurnsSection}:{property.Name}", (TimeSpan)property.GetValue(sound.Manner.Turns)!, TimeSpan.Zero, most);
        // Shorter ones would have every frame recognised, or end inside of every word.
        Between(reader, "Turns:LongestSegment", sound.Manner.Turns.LongestSegment, TimeSpan.FromSeconds(1), most);
        Between(reader, "Turns:EndSilence", sound.Manner.Turns.EndSilence, TimeSpan.FromSeconds(0.2), most);
        Between(reader, "Turns:BargeInFrames", sound.Manner.Turns.BargeInFrames, 1, 100);
        Between(reader, "Turns:MaxKeys", sound.Manner.Turns.MaxKeys, 1, 200);
        // The way of sound holds 200 ms; two frames are the least that a timer can keep up with.
        Between(reader, "Conversation:Lead", sound.Conversation.Lead, TimeSpan.FromMilliseconds(40), TimeSpan.FromMilliseconds(200));
        Between(reader, "Conversation:PreRoll", sound.Conversation.PreRoll, TimeSpan.Zero, TimeSpan.FromSeconds(2));
        Between(reader, "Conversation:Rewind", sound.Conversation.Rewind, TimeSpan.Zero, TimeSpan.FromSeconds(2));
        Between(reader, "Conversation:SentencesAhead", sound.Conversation.SentencesAhead, 0, 20);
        Between(reader, "Conversation:RecognitionLimit", sound.Conversation.RecognitionLimit, TimeSpan.FromSeconds(1), most);
        Between(reader, "Conversation:VoiceLimit", sound.Conversation.VoiceLimit, TimeSpan.FromSeconds(1), most);
        Between(reader, "Conversation:MaxUnspoken", sound.Conversation.MaxUnspoken, 1, 100);
        Between(reader, "Conversation:StreamLimit", sound.Conversation.StreamLimit, TimeSpan.FromSeconds(2), most);
        Between(reader, "Conversation:MaxReopenings", sound.Conversation.MaxReopenings, 0, 1_000);
        Between(reader, "TwilioLine:AnswerLimit", sound.Line.AnswerLimit, TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(14));
        Between(reader, "TwilioLine:MaxTries", sound.Line.MaxTries, 0, 100);
        Between(reader, "TwilioLine:MessageSeconds", sound.Line.MessageSeconds, 5, 3_600);
        foreach (var twice in sound.Agents.GroupBy(agent => agent.Extension).Where(group => group.Count() > 1))
            reader.Problem(SoundLineSettings.AgentsSection, $"the number '{twice.Key}' has {twice.Count()} agents; allowed is one.");
    }

    private static void CheckAgent(AgentSettings agent, string name, ProgramSettings settings, SettingsReader reader)
    {
        Between(reader, $"{name}:MaxTurns", agent.MaxTurns, 1, 10_000);
        Between(reader, $"{name}:MaxMinutes", agent.MaxMinutes, 1, 1_440);
        Between(reader, $"{name}:MaxCharacters", agent.MaxCharacters, 40, 800);
        Between(reader, $"{name}:MaxAnswerCharacters", agent.MaxAnswerCharacters, agent.MaxCharacters, 20_000);
        Between(reader, $"{name}:MaxHeardCharacters", agent.MaxHeardCharacters, 1, 20_000);
        // A mind that is given up by the work limit would cost the caller the offer to leave a message.
        Between(reader, $"{name}:MindSeconds", agent.MindSeconds, 1, (int)settings.Calls.WorkLimit.TotalSeconds - 1);
        if (TimeSpan.FromSeconds(agent.MindSeconds) <= settings.Minds.Ladder.LeastTime)
            reader.Problem($"{name}:MindSeconds", $"{agent.MindSeconds} is not allowed. Allowed: more than Ladder:LeastTime ({settings.Minds.Ladder.LeastTime}).");
        if (agent.PersonNumber.Any(c => !char.IsAsciiDigit(c)))
            reader.Problem($"{name}:PersonNumber", "allowed: the digits of a telephone number in national form, or empty.");
        if (agent.Listen == ListenBy.Recording) CheckEars(name, settings, reader);
    }

    private static void CheckEars(string agent, ProgramSettings settings, SettingsReader reader)
    {
        string[] missing =
        [
            .. settings.YemotManagement.IsConfigured ? Array.Empty<string>() : [$"{YemotManagementOptions.Section}:{nameof(YemotManagementOptions.Token)} (by which recordings are fetched)"],
            .. settings.HasEars ? Array.Empty<string>() : [$"{TranscriptionOptions.Section}:{nameof(TranscriptionOptions.BaseUrl)} (the server that transcribes them)"],
        ];
        if (missing.Length > 0)
            reader.Problem($"{agent}:Listen", $"listening by recording still needs {string.Join(" and ", missing)}. Allowed without: {ListenBy.Speech}, {ListenBy.LongSpeech}.");
        var thinking = settings.Agents.Max(a => TimeSpan.FromSeconds(a.MindSeconds));
        if (settings.YemotManagement.RecordingLimit >= settings.Calls.WorkLimit)
            reader.Problem($"{YemotManagementOptions.Section}:{nameof(YemotManagementOptions.RecordingLimit)}", $"{settings.YemotManagement.RecordingLimit} is not allowed. Allowed: less than Calls:WorkLimit ({settings.Calls.WorkLimit}).");
        else if (settings.YemotManagement.RecordingLimit + thinking >= settings.Calls.WorkLimit)
            reader.Problem("Calls:WorkLimit", $"{settings.Calls.WorkLimit} is not allowed. Allowed: more than {YemotManagementOptions.Section}:{nameof(YemotManagementOptions.RecordingLimit)} and MindSeconds together ({settings.YemotManagement.RecordingLimit + thinking}).");
    }

    /// <summary>A value within bounds, which belong to it.</summary>
    public static void Between<T>(SettingsReader reader, string name, T value, T least, T most)
        where T : IComparable<T>
    {
        if (value.CompareTo(least) < 0 || value.CompareTo(most) > 0)
            reader.Problem(name, $"{value} is not allowed. Allowed: {least} to {most}.");
    }
}
