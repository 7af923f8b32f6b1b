namespace Personalize.Data;

/// <summary>A row that people edit: <see cref="Version"/> is its concurrency token, stamped on every save.</summary>
public interface IVersioned
{
    Guid Version { get; set; }
}
