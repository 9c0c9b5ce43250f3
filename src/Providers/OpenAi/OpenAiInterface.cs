namespace YemotAi.Providers.OpenAi;

/// <summary>By which of OpenAI's interfaces a model is asked.</summary>
public enum OpenAiInterface
{
    /// <summary>The Responses API: OpenAI's own, and the first to know new models.</summary>
    Responses,

    /// <summary>Chat completions: what nearly every compatible server speaks, one on this machine among them.</summary>
    Chat,
}
