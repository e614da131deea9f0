/**
 * Groups of widely used artifacts that are built without Maven, so that their archives don't say
 * it: by the artifact's whole name, or by its beginning where that ends with a dash.
 */
const GROUPS: readonly (readonly [string, string])[] = [
  ["spring-boot-", "org.springframework.boot"],
  ["spring-boot", "org.springframework.boot"],
  ["spring-security-", "org.springframework.security"],
  ["spring-data-", "org.springframework.data"],
  ["spring-cloud-", "org.springframework.cloud"],
  ["spring-integration-", "org.springframework.integration"],
  ["spring-kafka", "org.springframework.kafka"],
  ["spring-amqp", "org.springframework.amqp"],
  ["spring-rabbit", "org.springframework.amqp"],
  ["spring-batch-", "org.springframework.batch"],
  ["spring-session-", "org.springframework.session"],
  ["spring-ws-", "org.springframework.ws"],
  ["spring-retry", "org.springframework.retry"],
  ["spring-", "org.springframework"],
  ["tomcat-embed-", "org.apache.tomcat.embed"],
  ["tomcat-", "org.apache.tomcat"],
  ["catalina", "org.apache.tomcat"],
  ["bcprov-", "org.bouncycastle"],
  ["bcpkix-", "org.bouncycastle"],
  ["bcutil-", "org.bouncycastle"],
  ["kotlin-", "org.jetbrains.kotlin"],
  ["kotlinx-", "org.jetbrains.kotlinx"],
  ["okhttp", "com.squareup.okhttp3"],
  ["okio", "com.squareup.okio"],
  ["kafka-clients", "org.apache.kafka"],
  ["kafka_", "org.apache.kafka"],
  ["lucene-", "org.apache.lucene"],
  ["elasticsearch", "org.elasticsearch"],
  ["elasticsearch-", "org.elasticsearch"],
  ["groovy", "org.codehaus.groovy"],
  ["micrometer-", "io.micrometer"],
  ["reactor-netty-", "io.projectreactor.netty"],
  ["reactor-", "io.projectreactor"],
  ["hibernate-validator", "org.hibernate.validator"],
  ["hibernate-core", "org.hibernate.orm"],
  ["asm", "org.ow2.asm"],
  ["asm-", "org.ow2.asm"],
  ["aspectjweaver", "org.aspectj"],
  ["snakeyaml", "org.yaml"],
];

/** The group that an artifact of this name belongs to, if it is a known one. */
export function knownGroup(artifact: string): string | undefined {
  return GROUPS.find(([name]) =>
    /[-_]$/.test(name) ? artifact.startsWith(name) : artifact === name,
  )?.[1];
}
