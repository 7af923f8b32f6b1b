namespace Personalize.Tests.Data;

public sealed class SqliteJournalTests(SqliteDatabase database) : JournalContract(database), IClassFixture<SqliteDatabase>;

public sealed class PostgresJournalTests(PostgresDatabase database) : JournalContract(database), IClassFixture<PostgresDatabase>;

public sealed class SqliteJournalRefusalTests(SqliteDatabase database) : JournalRefusalContract(database), IClassFixture<SqliteDatabase>;

public sealed class PostgresJournalRefusalTests(PostgresDatabase database) : JournalRefusalContract(database), IClassFixture<PostgresDatabase>;
