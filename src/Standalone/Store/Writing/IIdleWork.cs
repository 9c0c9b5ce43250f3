namespace YemotAi.Standalone.Store.Writing;

/// <summary>Work on the database that waits until nobody else wants to write. Called by the writer's thread only.</summary>
internal interface IIdleWork
{
    /// <summary>There is something to do.</summary>
    bool IsWaiting { get; }

    /// <summary>So much has piled up that some of it must be done between the groups.</summary>
    bool IsOverdue { get; }

    /// <summary>Does a small part, in a transaction of its own: a few milliseconds.</summary>
    void DoSome();
}
