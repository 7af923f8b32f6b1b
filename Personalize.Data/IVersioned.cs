namespace Personalize.Data;

/// <summary>A row that people edit. All three are stamped when it is saved.</summary>
public interface IVersioned
{
    /// <summary>Concurrency token: a save of a row that somebody else has saved since fails.</summary>
    Guid Version { get; set; }

    /// <summary>Kept when the creator has set it.</summary>
    DateTimeOffset CreatedAt { get; set; }
    DateTimeOffset UpdatedAt { get; set; }
}
