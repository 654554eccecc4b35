package io.github.dsql.hibernate.it.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.dsql.hibernate.it.scenario.model.Zoo.Dog;
import org.junit.jupiter.api.Test;

class BootIT extends Scenario {
    @Test
    void factoryBootsAndStoresADog() {
        persist(new Dog("Rex", 30, true));
        assertThat(one(Long.class, "select count(*) from Dog where name = 'Rex'")).isEqualTo(1);
    }
}
